#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A shell that waits for this process to end, and where that ends without a word, being killed, ends the command and
/// removes the temporary folder in its stead.
struct Guardian {
    private static let script = """
        read group
        read done || {
            if [ -n "$group" ]; then kill -s KILL -- "-$group"; fi
            rm -rf -- "$1"
        }
        """

    private let line: Int32

    /// `nil` where there is no shell: then the next start removes the folder.
    init?(folder: String) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        line = ends[1]
        let spawned = Spawn(
            ["/bin/sh", "-c", Self.script, "pyrus-files-guardian", folder], input: ends[0], isQuiet: true)
        guard case .success = spawned.result else {
            close(line)
            return nil
        }
    }

    func watch(group: pid_t) {
        tell("\(group)")
    }

    /// The end is an orderly one.
    func dismiss() {
        tell("done")
        close(line)
    }

    private func tell(_ word: String) {
        let bytes = Array("\(word)\n".utf8)
        _ = write(line, bytes, bytes.count)
    }
}
