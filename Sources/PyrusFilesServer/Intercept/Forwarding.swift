import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOPosix
import PyrusFiles

/// Sends a request whose target names a host that is let through on to it, and its answer back: piece by piece, and but for
/// what is between the client and its proxy alone (RFC 9110, 7.6).
struct Forwarding: Sendable {
    /// The host ended its connection before its answer was whole.
    struct CutShort: Error {}

    private typealias Stream = NIOAsyncChannel<HTTPResponsePart, HTTPRequestPart>

    private let interception: Interception
    private let limits: Limits
    private let authority: Authority
    private let head: HTTPRequest

    /// - Parameter trace: the request as it came; `nil` comes of one that is for this server.
    init?(_ head: HTTPRequest, _ trace: RequestTrace, by interception: Interception?, limits: Limits) {
        guard let interception, let target = trace.forwardedTo, let authority = Authority(target.authority)
        else { return nil }
        self.interception = interception
        self.limits = limits
        self.authority = authority
        var head = head
        head.authority = target.authority
        head.path = target.path
        head.headerFields.removeHopByHop()
        head.headerFields[.expect] = nil
        head.headerFields[.connection] = "close"
        self.head = head
    }

    /// - Throws: where either side breaks; the answer may be out in part.
    func exchange(_ body: IncomingBody, with peer: any Peer) async throws {
        let stream: Stream
        do {
            stream = try await connect()
            guard !Interception.leadsBack(stream.channel.remoteAddress, to: peer.localAddress) else {
                try await stream.executeThenClose { _, _ in }
                throw Interception.LeadsBack()
            }
        } catch {
            var response = Response(interception.failure(to: authority, error))
            response.headers[.connection] = "close"
            response.headers[.contentLength] = response.body.contentLength.map(String.init)
            return try await peer.send(response)
        }
        try await stream.executeThenClose { [head] answer, request in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        try await request.write(.head(head))
                        while let piece = try await body.next() { try await request.write(.body(piece)) }
                        try await request.write(.end(nil))
                    } catch {
                        // A client that left is not waited for.
                        stream.channel.close(promise: nil)
                    }
                }
                defer { group.cancelAll() }
                for try await part in answer {
                    if try await pass(part, to: peer) { return }
                }
                throw CutShort()
            }
        }
    }

    /// Whether this was the last of the answer.
    private func pass(_ part: HTTPResponsePart, to peer: any Peer) async throws -> Bool {
        switch part {
        case .head(let head) where head.status.kind == .informational: return false
        case .head(var head):
            interception.logger.info("forwarded", metadata: ["host": "\(authority)", "status": "\(head.status.code)"])
            head.headerFields.removeHopByHop()
            head.headerFields[.connection] = "close"
            try await peer.write(.head(head))
        case .body: try await peer.write(part)
        case .end: try await peer.write(.end(nil))
        }
        if case .end = part { return true }
        return false
    }

    private func connect() async throws -> Stream {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(limits.tunnelConnectDeadline))
            .connect(host: authority.host, port: authority.port ?? 80) { [limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(IdleStateHandler(allTimeout: TimeAmount(limits.tunnelIdleDeadline)))
                    try pipeline.addHandler(ClosingWhenIdle())
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(HTTP1ToHTTPClientCodec())
                    return try Stream(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4)))
                }
            }
    }
}

/// Ends a connection on which nothing moves.
private final class ClosingWhenIdle: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}

extension HTTPFields {
    /// Takes out what is for the next one on the way alone (RFC 9110, 7.6.1), but for how the body is framed.
    fileprivate mutating func removeHopByHop() {
        let named = self[values: .connection].flatMap { $0.split(separator: ",") }.map { $0.trimmed.lowercased() }
        let all = named + ["connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "upgrade"]
        for name in all where name != "transfer-encoding" {
            if let name = HTTPField.Name(name) { self[name] = nil }
        }
    }
}
