import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends a connection by a TCP reset, without losing what was written before.
///
/// A reset throws away what has not left yet. So it waits until the other side has every byte, for ``patience`` at most.
/// It stands next to the socket: from above TLS, a reset would be preceded by TLS's own goodbye.
final class SocketReset: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private struct Event: Sendable {}

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
        guard NIODeadline.now() >= end || Self.isAllSent(context) else {
            // Nothing announces an acknowledgement.
            context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(1)) {
                self.resetOnceSent(context, until: end)
            }
            return
        }
        _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.close(promise: nil)
    }

    private static func isAllSent(_ context: ChannelHandlerContext) -> Bool {
        guard (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) == 0 else { return false }
        let unsent = try? context.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self, unacknowledgedBytes)
        return unsent == 0
    }

    /// What the system holds for a socket until the other side has it.
    private static func unacknowledgedBytes(_ socket: NIOBSDSocket.Handle) -> Int32 {
        var count: Int32 = 0
        #if canImport(Glibc)
            let result = ioctl(socket, UInt(TIOCOUTQ), &count)
        #else
            var size = socklen_t(MemoryLayout<Int32>.size)
            let result = getsockopt(socket, SOL_SOCKET, SO_NWRITE, &count, &size)
        #endif
        return result == 0 ? count : 0
    }
}
