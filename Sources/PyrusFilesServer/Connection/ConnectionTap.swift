import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells of all connections of a server what goes over them.
final class ConnectionTap: Sendable {
    private let tell: @Sendable (ConnectionEvent) -> Void
    private let count = Atomic<Int>(0)

    init(_ tell: @escaping @Sendable (ConnectionEvent) -> Void) { self.tell = tell }

    /// Stands where the bytes are plain, within TLS.
    func handler() -> some ChannelHandler {
        ConnectionTapHandler(number: count.add(1, ordering: .relaxed).newValue, tell)
    }
}

private final class ConnectionTapHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let number: Int
    private let tell: @Sendable (ConnectionEvent) -> Void
    private var isOver = false

    init(number: Int, _ tell: @escaping @Sendable (ConnectionEvent) -> Void) {
        self.number = number
        self.tell = tell
        tell(ConnectionEvent(connection: number, kind: .opened))
    }

    private func happened(_ kind: ConnectionEvent.Kind) {
        guard !isOver else { return }
        if case .ended = kind { isOver = true }
        tell(ConnectionEvent(connection: number, kind: kind))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        happened(.received(Array(unwrapInboundIn(data).readableBytesView)))
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let bytes = unwrapOutboundIn(data)
        if bytes.readableBytes > 0 { happened(.sent(Array(bytes.readableBytesView))) }
        context.write(data, promise: promise)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is SocketReset.Event { happened(.ended(isReset: true)) }
        context.triggerUserOutboundEvent(event, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input { happened(.ended(isReset: false)) }
        context.close(mode: mode, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        happened(.ended(isReset: (error as? IOError)?.errnoCode == ECONNRESET))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        happened(.ended(isReset: false))
        context.fireChannelInactive()
    }
}
