import NIOCore
import NIOHTTP1
import PyrusFiles

/// Looks at each request's head while it is still as it came, and tells the connection's guard how far a request is.
///
/// The types that follow keep neither the version nor how often `Host` was sent, and drop the authority of an absolute
/// target. Here these are checked, or written into the head as headers.
final class RequestHeadHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let connection: ConnectionGuard
    private let trace: ConnectionTrace
    private let interception: Interception?
    private let approach: Approach
    private var isRefused = false

    init(
        connection: ConnectionGuard, trace: ConnectionTrace, interception: Interception?, approach: Approach
    ) {
        self.connection = connection
        self.trace = trace
        self.interception = interception
        self.approach = approach
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(var head):
            connection.headArrived()
            let raw = RawHead(head)
            do {
                let elsewhere = try prepare(&head, local: context.channel.localAddress)
                trace.headArrived(raw, forwardedTo: elsewhere)
                context.fireChannelRead(wrapInboundOut(.head(head)))
            } catch {
                trace.headArrived(raw)
                isRefused = true
                context.fireErrorCaught(error)
            }
        case .body(let buffer):
            trace.bodyArrived(buffer.readableBytes)
            context.fireChannelRead(data)
        case .end:
            connection.bodyArrived()
            context.fireChannelRead(data)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        // An answer is out once its last byte is the kernel's.
        let end = promise ?? context.eventLoop.makePromise(of: Void.self)
        end.futureResult.assumeIsolated().whenSuccess { [connection] in connection.answered() }
        context.write(data, promise: end)
        connection.answerWritten()
    }

    /// - Returns: what it is sent on to; `nil` of one that is for this server.
    private func prepare(_ head: inout HTTPRequestHead, local: SocketAddress?) throws(Refusal) -> AbsoluteTarget? {
        guard head.version == .http1_1 || head.version == .http1_0 else {
            throw .malformed("its version is not HTTP/1.0 or HTTP/1.1")
        }
        if head.method == .CONNECT { throw refusal(ofTunnelTo: head.uri, local: local) }
        let elsewhere = try useAuthorityOfTarget(&head, local: local)
        if head.version == .http1_0, !head.headers.contains(name: "Host"), let tunnel = approach.tunnel {
            head.headers.add(name: "Host", value: tunnel.host)
        }
        try head.check()
        if head.version == .http1_0 {
            // Its connections end with the answer, and it knows neither chunks nor interim answers (RFC 9112, 9.3).
            guard !head.headers.contains(name: "Transfer-Encoding") else {
                throw .malformed("HTTP/1.0 has no Transfer-Encoding")
            }
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            head.headers.remove(name: "Expect")
        }
        return elsewhere
    }

    /// An absolute target's own authority goes before `Host` (RFC 9112, 3.2.2).
    private func useAuthorityOfTarget(
        _ head: inout HTTPRequestHead, local: SocketAddress?
    ) throws(Refusal) -> AbsoluteTarget? {
        guard let target = try AbsoluteTarget(head.uri) else {
            guard head.uri.hasPrefix("/") || head.uri == "*" else { throw .malformed("its target is no path") }
            return nil
        }
        if let interception, try interception.requireDestination(target.authority, local: local) == .elsewhere {
            guard target.scheme == "http" else { throw .malformed("https goes to another host by CONNECT") }
            return target
        }
        head.uri = target.path
        // A missing or repeated Host stays what it is: refused.
        if head.headers["Host"].count == 1 || head.version == .http1_0 {
            head.headers.replaceOrAdd(name: "Host", value: target.authority)
        }
        return nil
    }

    /// One that ``ProxyHandler`` did not take.
    private func refusal(ofTunnelTo target: String, local: SocketAddress?) -> Refusal {
        guard let interception else {
            return Refusal(
                status: .notImplemented, message: "This server is no proxy; with --intercept it is one.", closes: true)
        }
        guard Authority(target)?.port != nil else { return .malformed("a tunnel leads to a host and a port") }
        do {
            _ = try interception.requireDestination(target, local: local)
        } catch {
            return error
        }
        return .malformed("CONNECT has to be the first request of its connection")
    }
}
