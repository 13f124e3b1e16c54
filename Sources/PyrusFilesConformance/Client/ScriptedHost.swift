import NIOCore
import NIOPosix
import Synchronization

/// A host of the kit's own, beside the server: it answers each request with bytes that a case wrote out, and remembers what it
/// was sent.
final class ScriptedHost: Sendable {
    /// What is answered to a request, by its first line and the host's own address.
    typealias Script = @Sendable (_ requestLine: String, _ address: String) -> [UInt8]

    fileprivate static let mostBytes = 65_536

    fileprivate let script: Script
    private let seen = Mutex<[UInt8]>([])

    private init(_ script: @escaping Script) { self.script = script }

    /// Does something while there is one.
    ///
    /// - Parameters:
    ///   - script: what it answers. The connection ends with the answer.
    ///   - body: is given its address, under another name for this machine than the server's.
    static func with<Value>(
        _ script: @escaping Script, _ body: (_ address: String, ScriptedHost) async throws -> Value
    ) async throws -> Value {
        let host = ScriptedHost(script)
        let channel: any Channel
        do {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(ScriptedHostHandler(host))
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
        } catch {
            throw SetUpFailure("A second host can't be made: \(error).")
        }
        let result: Result<Value, any Error>
        do { result = .success(try await body(address(of: channel), host)) } catch {
            result = .failure(error)
        }
        try? await channel.close().get()
        return try result.get()
    }

    fileprivate static func address(of channel: any Channel) -> String {
        "http://localhost:\(channel.localAddress?.port ?? 0)/"
    }

    /// Whether these bytes came to it.
    func saw(_ text: String) -> Bool { seen.withLock { !$0.places(of: Array(text.utf8)).isEmpty } }

    fileprivate func received(_ bytes: ByteBuffer) {
        seen.withLock { $0 += bytes.readableBytesView.prefix(Self.mostBytes - $0.count) }
    }
}

private final class ScriptedHostHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a client may go on sending behind its answer.
    private static let patience = TimeAmount.seconds(5)

    private let host: ScriptedHost
    private var head: [UInt8]? = []

    init(_ host: ScriptedHost) { self.host = host }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        host.received(bytes)
        // What comes behind the head is thrown away: closing over it would reset the connection, and take the answer along.
        guard var head else { return }
        head += bytes.readableBytesView
        guard let line = head.places(of: Array("\r\n".utf8)).first, !head.places(of: Array("\r\n\r\n".utf8)).isEmpty
        else {
            self.head = head
            if head.count > ScriptedHost.mostBytes { context.close(promise: nil) }
            return
        }
        self.head = nil
        let answer = host.script(
            String(decoding: head[..<line.lowerBound], as: UTF8.self), ScriptedHost.address(of: context.channel))
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil)
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event, head == nil { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
