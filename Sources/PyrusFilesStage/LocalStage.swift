public import PyrusFilesConformance
public import PyrusFilesServer

/// This project's server as the stage on which clients are judged: a fresh one for each case, in this process.
public struct LocalStage: ClientStage {
    private let configuration: PyrusFilesConfiguration
    private let environment: @Sendable (PyrusFilesServer.Running) throws -> [String: String]

    /// - Parameters:
    ///   - configuration: how the servers are to be, but for their port and their data, which are each one's own.
    ///   - environment: what a client finds in its environment; by default the variables that `exec` sets.
    public init(
        _ configuration: PyrusFilesConfiguration = PyrusFilesConfiguration(),
        environment: @escaping @Sendable (PyrusFilesServer.Running) throws -> [String: String] = { $0.environment }
    ) {
        self.configuration = configuration
        self.environment = environment
    }

    /// Runs a server for as long as the body takes.
    public func withServer(
        _ setting: StageSetting, _ body: @escaping @Sendable (StageServer) async throws -> Void
    ) async throws {
        var configuration = configuration
        configuration.port = 0
        configuration.dataFolder = nil
        configuration.accessToken = setting.accessToken
        if let size = setting.maxFileSize { configuration.limits.maxFileSize = size }
        if setting.isObserved { configuration.profile = .observed }
        configuration.onConnectionEvent = { setting.onEvent($0.connection, Transcript.Event.Kind($0.kind)) }
        let server: PyrusFilesServer
        do { server = try PyrusFilesServer(configuration: configuration) } catch {
            throw SetUpFailure("The server of the case can't start: \(error)")
        }
        try await server.whileRunning { running in
            try await body(
                StageServer(
                    environment: try environment(running), server: ServerUnderTest(running), folder: running.dataFolder,
                    dropConnections: { await running.dropConnections() }))
        }
    }
}

extension Transcript.Event.Kind {
    /// What a server saw, as the kit has it: from the client's side.
    public init(_ kind: ConnectionEvent.Kind) {
        self =
            switch kind {
            case .opened: .opened
            case .received(let bytes): .sent(bytes)
            case .sent(let bytes): .received(bytes)
            case .ended(let isReset): .ended(isReset ? .reset : .closed)
            }
    }
}
