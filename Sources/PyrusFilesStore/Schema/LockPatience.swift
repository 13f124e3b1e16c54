import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How long a lock of another process (a `sqlite3` shell) is waited for.
///
/// There is one connection, so whoever waits has all others wait behind it. Once it has waited in vain, they are not
/// made to wait as long again, one after another: for a moment whoever meets the lock is refused at once.
final class LockPatience: Sendable {
    private struct Wait {
        var began = ContinuousClock.now
        var endedInVain: ContinuousClock.Instant?
    }

    private static let longest = Duration.seconds(5)
    /// Enough for those that queued up, and hardly more: the next lock is one to wait for again.
    private static let moment = Duration.seconds(1)
    /// In microseconds: short at first, since most locks are.
    private static let pauses: [UInt32] = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000]

    private let wait = Mutex(Wait())

    /// Waits a little, where there is still to be waited; SQLite then looks at the lock again.
    ///
    /// - Parameter tries: how often it was waited for this lock before.
    func waits(tries: Int) -> Bool {
        let isPatient = wait.withLock { wait in
            let now = ContinuousClock.now
            if tries == 0 {
                wait.began = now
                if let end = wait.endedInVain, now - end < Self.moment { return false }
            }
            guard now - wait.began < Self.longest else {
                wait.endedInVain = now
                return false
            }
            return true
        }
        if isPatient { usleep(Self.pauses[min(tries, Self.pauses.count - 1)]) }
        return isPatient
    }
}
