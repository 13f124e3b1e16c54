import Synchronization

/// How many connections there are.
final class ConnectionCount: Sendable {
    private let count = Mutex(0)

    /// Counts one in; `false`, and it is not counted, where there are `limit` already.
    func enter(atMost limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
