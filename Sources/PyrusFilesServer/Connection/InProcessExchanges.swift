import Synchronization

/// The requests that are answered in this process, without a connection: they end with the server.
final class InProcessExchanges: Sendable {
    /// The server was stopped.
    struct Stopped: Error {}

    private struct State {
        var lastID = 0
        var ends: [Int: @Sendable () -> Void] = [:]
        var isOver = false
    }

    private let state = Mutex(State())

    /// Does the work of one, which is cancelled with the caller's task and at the server's end.
    ///
    /// - Throws: ``Stopped`` where the server ended it.
    func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let entered = state.withLock { state -> (id: Int, task: Task<Value, any Error>)? in
            guard !state.isOver else { return nil }
            state.lastID += 1
            let task = Task { try await work() }
            state.ends[state.lastID] = { task.cancel() }
            return (state.lastID, task)
        }
        guard let (id, task) = entered else { throw Stopped() }
        defer { state.withLock { _ = $0.ends.removeValue(forKey: id) } }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        if task.isCancelled {
            try Task.checkCancellation()
            throw Stopped()
        }
        return try result.get()
    }

    /// Ends all of them, and takes no more.
    func end() {
        let ends = state.withLock { state in
            state.isOver = true
            return state.ends.values
        }
        for end in ends { end() }
    }
}
