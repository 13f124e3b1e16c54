import Synchronization

/// The next try of a removal that the database refused: soon, then ever later, until one succeeds.
///
/// Each may wait for a lock, and all others behind it: too many would cost more than the space they are after.
final class RemovalRetry: Sendable {
    private struct Plan {
        var wait = RemovalRetry.first
        var next: Task<Void, Never>?
        var isEnded = false
    }

    private static let first = Duration.seconds(1)
    private static let last = Duration.seconds(60)

    private let plan = Mutex(Plan())

    /// Tries again after a while, unless that is planned already.
    func plan(_ removal: @escaping @Sendable () -> Void) {
        plan.withLock { plan in
            guard plan.next == nil, !plan.isEnded else { return }
            let wait = plan.wait
            plan.wait = min(wait * 2, Self.last)
            plan.next = Task { [weak self] in
                guard (try? await Task.sleep(for: wait)) != nil, let self else { return }
                self.plan.withLock { $0.next = nil }
                removal()
            }
        }
    }

    /// One has succeeded: should another fail, that is something new.
    func succeeded() {
        plan.withLock { $0.wait = Self.first }
    }

    /// None is tried after this.
    func end() {
        plan.withLock { plan in
            plan.isEnded = true
            plan.next?.cancel()
        }
    }
}
