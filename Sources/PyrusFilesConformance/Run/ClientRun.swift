import PyrusFiles

/// A run of cases against a client.
public struct ClientRun: Sendable {
    private let adapter: any ClientAdapter
    private let stage: any ClientStage
    private let options: RunOptions
    /// Who is judged.
    public let client: ClientIntroduction

    /// Makes ready to run: sees that the adapter can tell success, an error and what it does not do apart.
    ///
    /// - Throws: ``CannotJudge`` where it can't.
    public init(_ adapter: any ClientAdapter, at stage: any ClientStage, options: RunOptions = RunOptions())
        async throws
    {
        let client = try await Preflight(adapter, stage, options).introduction()
        self.init(adapter, at: stage, options: options, introduced: client)
    }

    /// One of a client that needs no trial.
    init(
        _ adapter: any ClientAdapter, at stage: any ClientStage, options: RunOptions,
        introduced client: ClientIntroduction
    ) {
        self.adapter = adapter
        self.stage = stage
        self.options = options
        self.client = client
    }

    /// Runs the cases, and hands over each result as it comes.
    public func run(_ cases: [Case], onResult: @escaping @Sendable (CaseResult) -> Void = { _ in }) async
        -> [CaseResult]
    {
        await Schedule(options).run(cases, of: .client, onResult: onResult, judge: result)
    }

    /// One case, judged.
    private func result(of examined: Case) async -> CaseResult {
        guard case .client(let check) = examined.check else { return CaseResult(examined, .notRun) }
        if examined.needs.contains(.large), !options.includesLarge {
            return CaseResult(examined, .notRun, reason: "It needs --large.")
        }
        let transcript = Transcript()
        return await Judgement(of: examined, options).result(within: options.timeout * 10, transcript) {
            try await stage.examine(adapter, client, check.setting, transcript, patience: options.timeout) { client in
                try await check.drive(client)
                // Where nothing of the kind was sent, as by a client that refuses, there is nothing to look at.
                if let observe = check.observe {
                    do { try await client.observe(observe) } catch is CannotJudge {}
                }
            }
        }
    }
}

extension ClientStage {
    /// Shows a client to a check, at a server of its own.
    func examine(
        _ adapter: any ClientAdapter, _ introduction: ClientIntroduction, _ setting: StageSetting,
        _ transcript: Transcript,
        patience: Duration, _ check: @escaping @Sendable (ClientExamination) async throws -> Void
    ) async throws {
        var setting = setting
        setting.accessToken = "kit-" + (0..<4).map { _ in String(UInt32.random(in: .min ... .max), radix: 36) }.joined()
        let traffic = Traffic(token: setting.accessToken, transcript)
        setting.onEvent = { traffic.happened($1, on: $0) }
        try await withServer(setting) { server in
            try await check(ClientExamination(adapter, introduction, at: server, traffic, patience: patience))
        }
    }
}
