import PyrusFiles

/// A run of cases against a server.
public struct ServerRun: Sendable {
    private let server: ServerUnderTest
    private let options: RunOptions
    private let token: String
    private let tls: ClientTLS?

    /// Makes ready to run: gets a token where there is none.
    ///
    /// - Throws: ``SetUpFailure``
    public init(_ server: ServerUnderTest, options: RunOptions = RunOptions()) async throws {
        self.server = server
        self.options = options
        tls = try ClientTLS(authorityFile: server.authorityFile)
        token = try await Self.token(server, tls, options)
    }

    /// Runs the cases, and hands over each result as it comes.
    public func run(_ cases: [Case], onResult: @escaping @Sendable (CaseResult) -> Void = { _ in }) async
        -> [CaseResult]
    {
        await Schedule(options).run(
            cases.filter { $0.isOf(server.edition) }, of: .server, onResult: onResult, judge: result)
    }

    /// One case, judged.
    private func result(of examined: Case) async -> CaseResult {
        if let reason = reasonNotToRun(examined) { return CaseResult(examined, .notRun, reason: reason) }
        let home = await CaseHome(self.examination(token: "", Transcript()))
        let transcript = Transcript()
        let examination = self.examination(token: home?.token ?? token, organization: home?.name, transcript)
        var result = await Judgement(of: examined, options).result(within: options.timeout * 10, transcript) {
            guard case .server(let check) = examined.check else { return }
            try await check(examination)
        }
        let isRemoved = await home?.remove() ?? false
        result.remnants = isRemoved ? [] : transcript.remnants
        return result
    }

    private func examination(token: String, organization: String? = nil, _ transcript: Transcript)
        -> ServerExamination
    {
        ServerExamination(
            server, token: token, organization: organization, tls: tls, patience: options.timeout,
            transcript: transcript)
    }

    private func reasonNotToRun(_ examined: Case) -> String? {
        if examined.needs.contains(.control), server.control == nil { return "It needs --control-url." }
        if examined.needs.contains(.large), !options.includesLarge { return "It needs --large." }
        if examined.needs.contains(.intrusive), server.control == nil, !options.includesIntrusive {
            return "It needs --intrusive, or --control-url."
        }
        return nil
    }

    // MARK: Before

    private static func token(_ server: ServerUnderTest, _ tls: ClientTLS?, _ options: RunOptions) async throws
        -> String
    {
        if let token = server.accessToken { return token }
        guard let credentials = server.credentials else {
            throw SetUpFailure("An access token is needed, or a login and its security key.")
        }
        let examination = ServerExamination(
            server, token: "", tls: tls, patience: options.timeout, transcript: Transcript())
        let answer: WireAnswer
        do { answer = try await examination.authorize(credentials) } catch {
            throw SetUpFailure("The auth method did not answer: \(error).")
        }
        guard let token = answer.json?["access_token"]?.stringValue else {
            throw SetUpFailure("The auth method gave no token: \(answer.summary).")
        }
        return token
    }
}
