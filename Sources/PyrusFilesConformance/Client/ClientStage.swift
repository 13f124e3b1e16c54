/// Whoever has servers for clients to be judged at: a fresh one for each case.
public protocol ClientStage: Sendable {
    /// Runs a server for as long as the body takes.
    func withServer(
        _ setting: StageSetting, _ body: @escaping @Sendable (StageServer) async throws -> Void
    ) async throws
}

/// How the server of a case is to be.
public struct StageSetting: Sendable {
    /// The size of the largest file that it takes, in bytes; `nil` is its own.
    public var maxFileSize: Int64?
    /// Whether its answers carry MD5 in upper case, as the real service's do.
    public var isObserved = false
    /// A token that is valid from the start.
    public var accessToken = "kit-token"
    /// Is told what goes over each connection, in its order: the connection's number, from 1, and what happened, `sent` being
    /// what the client sent. Of TLS, what is within.
    public var onEvent: @Sendable (_ connection: Int, _ kind: Transcript.Event.Kind) -> Void = { _, _ in }

    /// - Parameters:
    ///   - maxFileSize: the size of the largest file that it takes, in bytes; `nil` is its own.
    ///   - isObserved: whether its answers carry MD5 in upper case, as the real service's do.
    public init(maxFileSize: Int64? = nil, isObserved: Bool = false) {
        self.maxFileSize = maxFileSize
        self.isObserved = isObserved
    }
}

/// A server that runs for one case.
public struct StageServer: Sendable {
    /// What a client finds in its environment: the variables that `exec` sets.
    public var environment: [String: String]
    /// The server, with its control API, as a kit sees it.
    public var server: ServerUnderTest
    /// A folder that is there as long as the server is, and goes with all in it.
    public var folder: String
    /// Closes all connections that there are at once.
    public var dropConnections: @Sendable () async -> Void

    /// - Parameters:
    ///   - environment: what a client finds in its environment: the variables that `exec` sets.
    ///   - server: the server, with its control API, as a kit sees it.
    ///   - folder: is there as long as the server is, and goes with all in it.
    ///   - dropConnections: closes all connections that there are at once.
    public init(
        environment: [String: String], server: ServerUnderTest, folder: String,
        dropConnections: @escaping @Sendable () async -> Void
    ) {
        self.environment = environment
        self.server = server
        self.folder = folder
        self.dropConnections = dropConnections
    }
}
