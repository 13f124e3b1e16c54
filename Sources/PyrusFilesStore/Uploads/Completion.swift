import Synchronization

/// The end of work that is done in parts on threads of their own.
///
/// One task at most waits for it. Where nobody waits yet, nobody is woken: a task would be, each time.
final class Completion: Sendable {
    private struct State {
        var partsLeft: Int
        var result: Result<Void, any Error> = .success(())
        var waiter: CheckedContinuation<Void, any Error>?
    }

    private let state: Mutex<State>

    init(parts: Int) {
        state = Mutex(State(partsLeft: parts))
    }

    /// Says that a part has ended, and how. The first failure is that of all.
    func endPart(_ result: Result<Void, any Error> = .success(())) {
        let (waiter, end) = state.withLock { state in
            if case .success = state.result { state.result = result }
            state.partsLeft -= 1
            return (state.partsLeft == 0 ? state.waiter.take() : nil, state.result)
        }
        waiter?.resume(with: end)
    }

    /// Returns once all parts have ended.
    func wait() async throws {
        try await withCheckedThrowingContinuation { waiter in
            let end = state.withLock { state -> Result<Void, any Error>? in
                guard state.partsLeft > 0 else { return state.result }
                state.waiter = waiter
                return nil
            }
            if let end { waiter.resume(with: end) }
        }
    }
}
