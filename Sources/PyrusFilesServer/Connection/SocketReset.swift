import NIOCore
import NIOPosix

/// Ends a connection by a TCP reset, without losing what was written before.
///
/// A reset throws away what has not left yet. So it waits until the other side has every byte, for ``patience`` at most.
/// It stands next to the socket: from above TLS, a reset would be preceded by TLS's own goodbye.
final class SocketReset: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    /// Asks for it.
    struct Event: Sendable {}

    private static let patience = TimeAmount.seconds(5)

    /// Returns once the connection is gone.
    static func reset(_ channel: any Channel) async throws {
        try await channel.triggerUserOutboundEvent(Event()).get()
        try await channel.closeFuture.get()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is Event else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        resetOnceSent(context, until: .now() + Self.patience)
    }

    private func resetOnceSent(_ context: ChannelHandlerContext, until end: NIODeadline) {
        guard context.channel.isActive else { return }
        guard NIODeadline.now() >= end || context.unsentBytes == 0 else {
            // Nothing announces an acknowledgement.
            context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(1)) {
                self.resetOnceSent(context, until: end)
            }
            return
        }
        _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.close(promise: nil)
    }
}
