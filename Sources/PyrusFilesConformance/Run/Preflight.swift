import PyrusFiles

/// What an adapter has to show before its client can be judged by it: a success, an error, and what it does not do.
struct Preflight {
    private let adapter: any ClientAdapter
    private let stage: any ClientStage
    private let options: RunOptions

    init(_ adapter: any ClientAdapter, _ stage: any ClientStage, _ options: RunOptions) {
        self.adapter = adapter
        self.stage = stage
        self.options = options
    }

    /// Who the client is.
    ///
    /// - Throws: ``CannotJudge`` that says what the adapter could not show.
    func introduction() async throws(CannotJudge) -> ClientIntroduction {
        let introduction: ClientIntroduction
        do { introduction = try await adapter.hello() } catch {
            throw CannotJudge("The adapter says no hello: \(error).")
        }
        try await show("an upload that works", introduction) { client in
            _ = try await client.upload(Self.file(client)).expectDone("guid and md5_hash")
        }
        try await show("an upload refused with 401 as an error", introduction) { client in
            try await client.control.setFaults(["auth", "upload"].map { Faults.error(.invalidToken, $0) })
            try await client.upload(Self.file(client)).expectError("an error")
        }
        try await show("an operation that does not exist as unsupported", introduction) { client in
            do {
                let report = try await client.ask("no-such-operation", path: Self.file(client))
                throw Mismatch(expected: "unsupported", actual: "\(report.outcome)")
            } catch let limit as CannotJudge where limit.isUnsupported {}
        }
        return introduction
    }

    private static func file(_ client: ClientExamination) throws -> String {
        try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
    }

    private func show(
        _ what: String, _ introduction: ClientIntroduction,
        _ check: @escaping @Sendable (ClientExamination) async throws -> Void
    ) async throws(CannotJudge) {
        do {
            // Also what the introduction has not is asked, to see what the adapter says to it.
            var all = introduction
            all.operations = nil
            try await stage.examine(adapter, all, StageSetting(), Transcript(), patience: options.timeout, check)
        } catch {
            let reason =
                switch error {
                case let failure as AdapterFailure: failure.reason
                case let failure as SetUpFailure: failure.reason
                case let limit as CannotJudge: limit.reason
                default: "\(error)"
                }
            throw CannotJudge("Before a client is judged, its adapter has to show \(what): \(reason)")
        }
    }
}
