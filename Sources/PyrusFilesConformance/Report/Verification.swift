import Synchronization

/// A run that can be stopped, and then has what it had.
public final class Verification: Sendable {
    /// Runs cases, and hands over each result as it comes.
    typealias Run = @Sendable ([Case], @escaping @Sendable (CaseResult) -> Void) async -> [CaseResult]

    private struct State {
        var results: [CaseResult] = []
        var isStopped = false
        var client: ClientIntroduction?
    }

    private let repetitions: Int
    /// Those that are run, in the order of topics.
    public let cases: [Case]
    private let prepare: @Sendable (Verification) async throws -> Run
    private let state = Mutex(State())

    private init(
        _ cases: [Case], repetitions: Int,
        prepare: @escaping @Sendable (Verification) async throws -> Run
    ) {
        self.repetitions = max(1, repetitions)
        self.prepare = prepare
        self.cases = cases
    }

    /// A run against a server.
    ///
    /// - Parameters:
    ///   - server: who is judged.
    ///   - options: which cases, and how.
    ///   - repetitions: how often each case is run.
    public convenience init(_ server: ServerUnderTest, options: RunOptions, repetitions: Int = 1) {
        self.init(options.chosen(of: .server, edition: server.edition), repetitions: repetitions) { _ in
            try await Self.reach(server, options)
            let run = try await ServerRun(server, options: options)
            return { await run.run($0, onResult: $1) }
        }
    }

    /// A run against a client.
    ///
    /// - Parameters:
    ///   - client: who is judged.
    ///   - stage: has the servers for it.
    ///   - options: which cases, and how.
    ///   - repetitions: how often each case is run.
    public convenience init(
        _ client: any ClientAdapter, at stage: any ClientStage, options: RunOptions, repetitions: Int = 1
    ) {
        self.init(options.chosen(of: .client), repetitions: repetitions) { verification in
            let run = try await ClientRun(client, at: stage, options: options)
            verification.state.withLock { $0.client = run.client }
            return { await run.run($0, onResult: $1) }
        }
    }

    /// How many results there will be.
    public var total: Int { cases.count * repetitions }

    /// Who the client is that is judged, once that is known.
    public var client: ClientIntroduction? { state.withLock { $0.client } }

    /// Runs them all, and hands over how many results there are, and the one that came last.
    public func run(onResult: @escaping @Sendable (Int, CaseResult) -> Void) async {
        let run: Run
        do { run = try await prepare(self) } catch {
            let (outcome, reason) =
                switch error {
                case let limit as CannotJudge: (Outcome.notRun, limit.reason)
                case let failure as SetUpFailure: (.error, failure.reason)
                default: (.error, "\(error)")
                }
            state.withLock { state in
                if !state.isStopped { state.results = cases.map { CaseResult($0, outcome, reason: reason) } }
            }
            return
        }
        for _ in 0..<repetitions where !Task.isCancelled {
            _ = await run(cases) { [self] result in
                let count = state.withLock { state -> Int? in
                    // What is still under way then fails since it is cut off, and says nothing about the peer.
                    if state.isStopped { return nil }
                    state.results.append(result)
                    return state.results.count
                }
                if let count { onResult(count, result) }
            }
        }
    }

    /// Where nobody listens there is no server to judge, least of all to fail.
    private static func reach(_ server: ServerUnderTest, _ options: RunOptions) async throws {
        let examination = ServerExamination(
            server, token: "", tls: server.api.isTLS ? try ClientTLS(authorityFile: server.authorityFile) : nil,
            patience: options.timeout, transcript: Transcript())
        do {
            let connection = try await examination.connect()
            if server.api.isTLS {
                await connection.send(examination.unauthorized("GET", "").bytes)
                _ = try await connection.anyAnswer(to: "GET")
            }
            await connection.close()
        } catch WireFailure.ended(.abrupt) {
            throw SetUpFailure(
                "TLS with \(server.api) does not come about: its certificate may not be trusted, and SSL_CERT_FILE would "
                    + "name what to trust.")
        } catch WireFailure.unreachable(let reason) {
            throw SetUpFailure("There is no server at \(server.api): no connection (\(reason)).")
        } catch {}
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
