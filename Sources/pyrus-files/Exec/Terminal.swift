#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The terminal that this process has in its hands: it is the command's while that runs, so that what is typed, Ctrl-C too,
/// goes there.
struct Terminal: Sendable {
    let descriptor: Int32

    /// `nil` where there is none, or it is another's.
    init?() {
        guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
        descriptor = STDIN_FILENO
    }

    func give(to group: pid_t) {
        tcsetpgrp(descriptor, group)
    }

    /// From the background, this is a request that would stop the process that makes it.
    func takeBack() {
        signal(SIGTTOU, SIG_IGN)
        tcsetpgrp(descriptor, getpgrp())
        signal(SIGTTOU, SIG_DFL)
    }
}
