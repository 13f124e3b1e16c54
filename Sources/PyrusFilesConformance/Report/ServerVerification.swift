import Synchronization

/// A run against a server that can be stopped, and then has what it had.
public final class ServerVerification: Sendable {
    private struct State {
        var results: [CaseResult] = []
        var isStopped = false
    }

    private let server: ServerUnderTest
    private let options: RunOptions
    private let repetitions: Int
    /// Those that are run, in the order of topics.
    public let cases: [Case]
    private let state = Mutex(State())

    /// - Parameters:
    ///   - server: who is judged.
    ///   - options: which cases, and how.
    ///   - repetitions: how often each case is run.
    public init(_ server: ServerUnderTest, options: RunOptions, repetitions: Int = 1) {
        self.server = server
        self.options = options
        self.repetitions = max(1, repetitions)
        cases = options.chosen(of: .server, edition: server.edition)
    }

    /// How many results there will be.
    public var total: Int { cases.count * repetitions }

    /// Runs them all, and hands over how many results there are, and the one that came last.
    public func run(onResult: @escaping @Sendable (Int, CaseResult) -> Void) async {
        let run: ServerRun
        do {
            try await reach()
            run = try await ServerRun(server, options: options)
        } catch {
            let reason = (error as? SetUpFailure)?.reason ?? "\(error)"
            state.withLock { state in
                if !state.isStopped { state.results = cases.map { CaseResult($0, .error, reason: reason) } }
            }
            return
        }
        for _ in 0..<repetitions where !Task.isCancelled {
            _ = await run.run(cases) { [self] result in
                let count = state.withLock { state -> Int? in
                    // What is still under way then fails since it is cut off, and says nothing about the server.
                    if state.isStopped { return nil }
                    state.results.append(result)
                    return state.results.count
                }
                if let count { onResult(count, result) }
            }
        }
    }

    /// Where nobody listens there is no server to judge, least of all to fail.
    private func reach() async throws {
        let examination = ServerExamination(
            server, token: "", tls: nil, patience: options.timeout, transcript: Transcript())
        do { try await examination.connect().close() } catch {
            throw SetUpFailure("There is no server at \(server.api): \(error).")
        }
    }

    /// Takes no more results.
    public func stop() { state.withLock { $0.isStopped = true } }

    /// Whether it was stopped.
    public var isStopped: Bool { state.withLock { $0.isStopped } }

    /// A result of each case, the worst of several.
    public var results: [CaseResult] {
        Repetition.merged(
            state.withLock { $0.results }, of: cases, otherwise: "The run was stopped before it ended.")
    }
}
