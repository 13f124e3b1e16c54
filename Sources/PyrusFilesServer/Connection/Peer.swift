import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Who sends a request and takes its answer: the other end of a connection, or a caller in this process.
protocol Peer: Sendable {
    /// Whether it is on this machine.
    var isLoopback: Bool { get }
    /// This server's end; `nil` in this process.
    var localAddress: SocketAddress? { get }
    /// Whether what it sends is encrypted on its way.
    var isSecure: Bool { get }
    /// Whether it is still there.
    var isActive: Bool { get }
    /// Whether no further request of it is wanted.
    var isQuiescing: Bool { get }

    /// Takes a whole answer.
    func send(_ response: Response) async throws

    /// Takes a part of an answer.
    func write(_ part: HTTPResponsePart) async throws

    /// Takes bytes that are no HTTP, or not yet.
    func raw(_ bytes: ByteBuffer) async throws

    /// Lets what was written go out, what has come meanwhile be seen, and others have their turn.
    func pause() async throws

    /// What a fault does to the time of the request under way.
    func hold(_ hold: Hold)

    /// Stands still until the time is up; without one, for good.
    ///
    /// - Throws: once the peer is gone, or the server stops.
    func standStill(for time: TimeAmount?) async throws

    /// Ends the exchange by a reset, once what was written before has arrived.
    func reset() async throws
}

/// Where requests come from, part by part: not asking for the next one is the back-pressure.
protocol RequestParts {
    mutating func next() async throws -> HTTPRequestPart?
}

extension NIOAsyncChannelInboundStream<HTTPRequestPart>.AsyncIterator: RequestParts {}
