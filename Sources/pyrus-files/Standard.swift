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
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
