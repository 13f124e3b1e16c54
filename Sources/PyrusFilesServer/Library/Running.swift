public import HTTPTypes

extension PyrusFilesServer {
    /// A server that listens: its addresses and credentials, and what a test does with it. What the control API does
    /// over HTTP, these do without.
    public struct Running: Sendable {
        /// The server itself.
        public let server: PyrusFilesServer
        /// Where clients find it.
        public let addresses: Addresses
    }
}

extension PyrusFilesServer.Running {
    /// A token that is valid from the start, and never ends by itself.
    public var accessToken: String { server.configuration.accessToken }
    /// The login whose token that is.
    public var login: String { server.configuration.firstAccount.login }
    /// The key that goes with the login.
    public var securityKey: String { server.configuration.firstAccount.securityKey }
    /// A task that is there from the start.
    public var taskID: Int64 { server.configuration.tasks.first ?? 1 }
    /// The folder of its data.
    public var dataFolder: String { server.service.store.folder }
    /// What clients are to take for their proxy, where it intercepts.
    public var proxyURL: String? {
        server.configuration.intercepts ? "http\(addresses.origin.drop { $0 != ":" })" : nil
    }
    /// The certificate of the local CA, where it serves HTTPS or intercepts: a PEM file.
    public var authorityFile: String? { server.service.authorityFile }

    /// The clock that decides every time in the service (EXPIRY-05).
    public var clock: PyrusFilesServer.Clock { server.clock }
    /// The journal: what clients sent, and what became of it.
    public var requests: PyrusFilesServer.Requests { server.requests }
    /// What is to go wrong on purpose.
    public var faults: PyrusFilesServer.Faults { server.faults }
    /// What is stored.
    public var files: PyrusFilesServer.Files { server.files }
    /// Who may ask, and with which tokens.
    public var accounts: PyrusFilesServer.Accounts { server.accounts }

    /// Puts everything back to the start, see ``PyrusFilesServer/reset(organization:)``.
    @discardableResult
    public func reset(organization: String? = nil) async throws -> Int {
        try await server.reset(organization: organization)
    }

    /// Answers a request without a connection, see ``PyrusFilesServer/respond(to:body:atMost:)-(_,[UInt8],_)``.
    public func respond(
        to request: HTTPRequest, body: [UInt8] = [], atMost longest: Int = 64 << 20
    ) async throws -> PyrusFilesServer.Answer {
        try await server.respond(to: request, body: body, atMost: longest)
    }

    /// The same with a body that comes piece by piece.
    public func respond<Body: AsyncSequence & Sendable>(
        to request: HTTPRequest, body: Body, atMost longest: Int = 64 << 20
    ) async throws -> PyrusFilesServer.Answer where Body.Element == [UInt8] {
        try await server.respond(to: request, body: body, atMost: longest)
    }

    /// Closes all connections that there are at once, whatever is under way on them, and goes on to take new ones.
    public func dropConnections() async { await server.connection.connections.drop() }

    /// Ends the server, see ``PyrusFilesServer/stop()``.
    public func stop() async { await server.stop() }
}
