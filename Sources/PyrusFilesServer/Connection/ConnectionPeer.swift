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

    /// The event loop looks at its sockets only once it has nothing left that could be done at once.
    func pause() async throws {
        try await channel.eventLoop.scheduleTask(in: .microseconds(200)) {}.futureResult.get()
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
