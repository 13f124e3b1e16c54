#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a person is told: what was asked for on standard output, the rest on standard error. Written at once, since in a
/// pipe somebody may wait for it.
enum Standard {
    static func output(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func error(_ line: String) {
        write(line + "\n", to: STDERR_FILENO)
    }

    /// A line that is written over: without an end.
    static func progress(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        writeWhole(Array(text.utf8), to: descriptor)
    }
}
