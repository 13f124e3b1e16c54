import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PyrusFiles

/// Stands at the socket of a server that intercepts, until a connection's first bytes say what it is: plain HTTP, TLS, or a
/// tunnel, to this server or to a host that is let through.
final class ProxyHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let interception: Interception
    private let tls: NIOSSLContext
    private let isTLSOnly: Bool
    private let approach: Approach
    private let limits: Limits
    private var held = ByteBuffer()
    private var isDecided = false

    /// - Parameters:
    ///   - isTLSOnly: whether what asks for no proxy has to be TLS.
    ///   - approach: is told what the connection turns out to be.
    init(interception: Interception, tls: NIOSSLContext, isTLSOnly: Bool, approach: Approach, limits: Limits) {
        self.interception = interception
        self.tls = tls
        self.isTLSOnly = isTLSOnly
        self.approach = approach
        self.limits = limits
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDecided else { return context.fireChannelRead(data) }
        var bytes = unwrapInboundIn(data)
        held.writeBuffer(&bytes)
        decide(in: context)
    }

    private func decide(in context: ChannelHandlerContext) {
        let local = context.channel.localAddress
        switch ProxyRequest(held.readableBytesView) {
        case .incomplete:
            // The parser of heads refuses what grows too long.
            if held.readableBytes > limits.maxHeaderBytes { pass(in: context) }
        case .tls:
            secure(in: context)
        case .connect(let authority, let head) where approach.tunnel == nil && head <= limits.maxHeaderBytes:
            switch interception.destination(authority, local: local) {
            case .here:
                held.moveReaderIndex(forwardBy: head)
                context.writeAndFlush(wrapOutboundOut(Self.established), promise: nil)
                approach.tunnel = authority
                if held.readableBytes > 0 { decide(in: context) }
            case .elsewhere:
                held.moveReaderIndex(forwardBy: head)
                tunnel(to: authority, in: context)
            case .nowhere:
                pass(in: context)
            }
        case .connect, .absolute:
            pass(in: context)
        case .http:
            if isTLSOnly, approach.tunnel == nil { secure(in: context) } else { pass(in: context) }
        }
    }

    /// What comes is for the handlers behind, from its first byte on.
    private func pass(in context: ChannelHandlerContext) {
        isDecided = true
        context.fireChannelRead(wrapInboundOut(held))
        context.fireChannelReadComplete()
        held = ByteBuffer()
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    private func secure(in context: ChannelHandlerContext) {
        approach.isSecure = true
        let handler = NIOSSLServerHandler(context: tls)
        guard (try? context.pipeline.syncOperations.addHandler(handler, position: .after(self))) != nil else {
            return context.close(promise: nil)
        }
        pass(in: context)
    }

    private func tunnel(to authority: Authority, in context: ChannelHandlerContext) {
        isDecided = true
        let bytes = held
        let local = context.channel.localAddress
        let patience = TimeAmount(limits.tunnelIdleDeadline)
        let near = TunnelEnd(patience: patience)
        let far = NIOLoopBound(TunnelEnd(patience: patience), eventLoop: context.eventLoop)
        guard (try? context.pipeline.syncOperations.addHandler(near, position: .after(self))) != nil else {
            return context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(TunnelEnd.Opened())
        ClientBootstrap(group: context.eventLoop)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connectTimeout(TimeAmount(limits.tunnelConnectDeadline))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(far.value) }
            }
            .connect(host: authority.host, port: authority.port ?? 443)
            .assumeIsolated()
            .whenComplete { [interception] result in
                switch result {
                case .success(let channel) where Interception.leadsBack(channel.remoteAddress, to: local):
                    near.send(interception.failure(to: authority, Interception.LeadsBack()).bytes)
                    near.end()
                    channel.close(promise: nil)
                case .success:
                    interception.logger.info("tunnel", metadata: ["host": "\(authority)"])
                    near.send(Self.established)
                    far.value.send(bytes)
                    near.join(far.value)
                case .failure(let error):
                    near.send(interception.failure(to: authority, error).bytes)
                    near.end()
                }
            }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    private static let established = ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n")
}

extension Refusal {
    /// As it goes over the wire where there is no HTTP but this.
    fileprivate var bytes: ByteBuffer {
        let body = json.compact
        return ByteBuffer(
            string: """
                HTTP/1.1 \(status.code) \(status.reasonPhrase)\r
                Content-Type: application/json; charset=utf-8\r
                Content-Length: \(body.utf8.count)\r
                Connection: close\r
                \r\n\(body)
                """)
    }
}
