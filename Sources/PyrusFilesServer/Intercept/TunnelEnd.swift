import NIOCore

/// One end of a tunnel: what arrives here leaves at the other end, no faster than that takes it.
///
/// Until there is another end, what arrives waits here. Nothing of it reaches what stands behind in the pipeline, but
/// for the connection's own end. Both ends are on one event loop.
final class TunnelEnd: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Tells the handlers behind that the connection is not theirs.
    struct Opened: Sendable {}

    private let patience: TimeAmount
    private var context: ChannelHandlerContext?
    private var other: TunnelEnd?
    private var waiting = ByteBuffer()
    private var wantsToRead = false
    private var isInputClosed = false
    /// Once nothing more is sent: when all that was has left.
    private var sent: EventLoopFuture<Void>?
    private var lastByte = NIODeadline.now()
    private var idle: Scheduled<Void>?

    /// - Parameter patience: how long nothing may arrive at either end.
    init(patience: TimeAmount) {
        self.patience = patience
    }

    /// Makes two ends one tunnel.
    func join(_ other: TunnelEnd) {
        self.other = other
        other.other = self
        for end in [self, other] { end.begin() }
    }

    private func begin() {
        watch()
        if waiting.readableBytes > 0 { other?.send(waiting) }
        waiting = ByteBuffer()
        if isInputClosed { other?.finish() }
        guard let context, context.channel.isActive else { return leave() }
        if wantsToRead { read(context: context) }
    }

    /// Sends at this end.
    func send(_ bytes: ByteBuffer) { context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil) }

    /// Sends nothing more at this end.
    func finish() {
        guard let context, sent == nil else { return }
        // Closing at once would lose what still waits here, where the other direction has ended.
        let promise = context.eventLoop.makePromise(of: Void.self)
        sent = promise.futureResult
        promise.futureResult.assumeIsolated().whenComplete { _ in self.context?.close(mode: .output, promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
    }

    /// Ends the connection at this end, once all that was sent has left.
    func end() {
        finish()
        sent?.assumeIsolated().whenComplete { _ in self.context?.close(promise: nil) }
    }

    /// The connection at this end is over, and so is the tunnel.
    private func leave() {
        idle?.cancel()
        let far = other
        other = nil
        far?.other = nil
        far?.end()
    }

    private var isWritable: Bool { context?.channel.isWritable == true }

    /// Ends a tunnel in which nothing moves.
    private func watch() {
        idle?.cancel()
        idle = context?.eventLoop.assumeIsolated().scheduleTask(deadline: lastByte + patience) { [weak self] in
            guard let self else { return }
            lastByte = max(lastByte, other?.lastByte ?? lastByte)
            if lastByte + patience <= .now() { context?.close(promise: nil) } else { watch() }
        }
    }

    // MARK: The pipeline

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        lastByte = .now()
        if let other { other.send(bytes) } else { waiting.writeBuffer(&bytes) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {}

    func read(context: ChannelHandlerContext) {
        wantsToRead = other?.isWritable != true
        if !wantsToRead { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, let other, other.wantsToRead, let source = other.context else { return }
        other.read(context: source)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            isInputClosed = true
            other?.finish()
            if sent != nil { end() }
        case is ChannelShouldQuiesceEvent:
            context.close(promise: nil)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }
}
