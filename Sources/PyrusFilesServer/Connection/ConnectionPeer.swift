import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// The other end of a connection.
struct ConnectionPeer: Peer {
    private let channel: any Channel
    private let outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>
    private let approach: Approach
    private let quiescing: Flag
    let isLoopback: Bool

    init(
        channel: any Channel, outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>, approach: Approach,
        isQuiescing: Flag
    ) {
        self.channel = channel
        self.outbound = outbound
        self.approach = approach
        quiescing = isQuiescing
        isLoopback = channel.remoteAddress?.isLoopback ?? false
    }

    var localAddress: SocketAddress? { channel.localAddress }
    var isSecure: Bool { approach.isSecure }
    var isActive: Bool { channel.isActive }
    var isQuiescing: Bool { quiescing.isRaised }

    func send(_ response: Response) async throws {
        try await ResponseWriter(outbound: outbound).write(response: response.head, body: response.body)
    }

    func write(_ part: HTTPResponsePart) async throws { try await outbound.write(part) }

    func raw(_ bytes: ByteBuffer) async throws {
        try await channel.triggerUserOutboundEvent(ConnectionGuard.RawBytes(bytes: bytes)).get()
    }

    /// A writer is told to wait only once the event loop has seen its bytes, and by TLS never: without this a producer
    /// that is faster than the loop fills the memory (measured: 600 MB of 1 GiB).
    func takesWrites() async throws {
        try await channel.eventLoop.submit {}.get()
    }

    func hold(_ hold: Hold) { channel.triggerUserOutboundEvent(hold, promise: nil) }

    func standStill(for time: TimeAmount?) async throws {
        let end = channel.eventLoop.makePromise(of: Void.self)
        let timer = time.map { channel.eventLoop.scheduleTask(in: $0) { end.succeed() } }
        channel.closeFuture.whenComplete { _ in end.fail(ChannelError.ioOnClosedChannel) }
        hold(.still)
        defer {
            timer?.cancel()
            hold(.none)
        }
        try await end.futureResult.get()
    }

    func reset() async throws { try await SocketReset.reset(channel) }
}
