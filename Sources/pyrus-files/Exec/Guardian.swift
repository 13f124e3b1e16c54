#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A shell that waits for this process to end, and where that ends without a word, being killed, ends the commands that it
/// ran and removes the temporary folder in its stead.
struct Guardian: Sendable {
    private static let script = """
        groups=
        while read -r word group; do
            case $word in
            done) exit ;;
            watch) groups="$groups $group" ;;
            leave)
                left=
                for other in $groups; do [ "$other" = "$group" ] || left="$left $other"; done
                groups=$left ;;
            esac
        done
        for group in $groups; do kill -s KILL -- "-$group"; done
        [ -z "$1" ] || rm -rf -- "$1"
        """

    private let line: Int32

    /// `nil` where there is no shell: then the next start removes the folder.
    ///
    /// - Parameter folder: is removed; an empty one is none.
    init?(folder: String = "") {
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
        tell("watch \(group)")
    }

    /// A command has ended.
    func leave(group: pid_t) {
        tell("leave \(group)")
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
