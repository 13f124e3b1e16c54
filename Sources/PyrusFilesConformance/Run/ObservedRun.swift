/// A run in which nothing is asked of a client: it is judged by what arrives at one server, whatever it does.
public struct ObservedRun: Sendable {
    private let options: RunOptions
    private let traffic: Traffic

    /// - Parameters:
    ///   - options: which cases.
    ///   - token: one that the client may know from the start.
    public init(options: RunOptions, token: String) {
        self.options = options
        traffic = Traffic(token: token, Transcript())
    }

    /// Something happened on a connection, see ``StageSetting/onEvent``.
    public func happened(_ kind: Transcript.Event.Kind, on connection: Int) { traffic.happened(kind, on: connection) }

    /// Judges by what has arrived so far.
    public func results(at server: ServerUnderTest) async -> [CaseResult] {
        let cases = options.chosen(of: .client)
        let observation: Observation
        do {
            let control = try ControlClient(
                ServerExamination(
                    server, token: "", tls: try ClientTLS(authorityFile: server.authorityFile),
                    patience: options.timeout,
                    transcript: Transcript()))
            observation = Observation(
                requests: try await control.seenRequests(), strayTokens: traffic.strayTokens)
        } catch {
            let reason = (error as? SetUpFailure)?.reason ?? "\(error)"
            return cases.map { CaseResult($0, .error, reason: reason) }
        }
        return await Schedule(options).run(cases, of: .client, onResult: { _ in }) { examined in
            guard case .client(let check) = examined.check, let observe = check.observe else {
                return CaseResult(examined, .notRun, reason: "It has to be driven: without --observe.")
            }
            return await Judgement(of: examined, options).result(within: options.timeout, traffic.transcript) {
                try observe(observation)
            }
        }
    }
}
