import PyrusFiles

/// The client that is judged, as one case sees it: a server of its own, what can be asked of the client, and what arrives.
final class ClientExamination: Sendable {
    let stage: StageServer
    let control: ControlClient
    let traffic: Traffic
    let folder: CaseFolder
    private let adapter: any ClientAdapter
    private let operations: Set<String>?
    private let patience: Duration

    /// - Throws: ``SetUpFailure``, ``CannotJudge``
    init(
        _ adapter: any ClientAdapter, _ introduction: ClientIntroduction, at stage: StageServer, _ traffic: Traffic,
        patience: Duration
    ) throws {
        self.stage = stage
        self.traffic = traffic
        self.adapter = adapter
        self.patience = patience
        operations = introduction.operations
        folder = try CaseFolder(in: stage.folder)
        // What the kit itself says to the server is no part of the case.
        control = try ControlClient(
            ServerExamination(
                stage.server, token: "", tls: try ClientTLS(authorityFile: stage.server.authorityFile),
                patience: patience,
                transcript: Transcript()))
    }

    // MARK: Asking

    /// Asks the client to do something.
    ///
    /// - Parameter variables: take the place of those that the environment has.
    /// - Throws: ``AdapterFailure``; ``CannotJudge`` where the client does not do it.
    func ask(
        _ operation: String, path: String? = nil, id: Int64? = nil, replacing variables: [String: String] = [:]
    ) async throws -> ClientReport {
        if let operations, !operations.contains(operation) { throw Self.unsupported(operation) }
        let request = ClientRequest(
            operation, path: path, id: id, folder: operation == "upload" ? nil : folder.target,
            environment: stage.environment.merging(variables) { $1 }, timeout: patience)
        let report: ClientReport
        do { report = try await adapter.perform(request) } catch let failure as AdapterFailure { throw failure } catch {
            throw AdapterFailure("\(error)")
        }
        if case .unsupported = report.outcome { throw Self.unsupported(operation) }
        return report
    }

    private static func unsupported(_ operation: String) -> CannotJudge {
        CannotJudge("The client does not do \(operation).", isUnsupported: true)
    }

    func upload(_ path: String, replacing variables: [String: String] = [:]) async throws -> ClientReport {
        try await ask("upload", path: path, replacing: variables)
    }

    func download(_ id: Int64, replacing variables: [String: String] = [:]) async throws -> ClientReport {
        try await ask("download", id: id, replacing: variables)
    }

    func roundtrip(_ path: String) async throws -> ClientReport { try await ask("roundtrip", path: path) }

    // MARK: What arrived

    func observation() async throws -> Observation {
        Observation(requests: try await control.seenRequests(), strayTokens: traffic.strayTokens)
    }

    /// Judges by what arrived alone.
    func observe(_ judge: ClientCheck.Observe) async throws { try judge(try await observation()) }

    /// What does not match is told together with what the server's journal has to say of the requests.
    func noting(_ operation: SeenRequest.Operation, _ body: () async throws -> Void) async throws {
        do { try await body() } catch let mismatch as Mismatch {
            let notes = try await observation().requests(operation).flatMap(\.notes).map { "\($0.rule): \($0.text)" }
            guard !notes.isEmpty else { throw mismatch }
            let unique = notes.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            throw Mismatch(
                expected: mismatch.expected, actual: "\(mismatch.actual) (noted: \(unique.joined(separator: " ")))")
        }
    }
}
