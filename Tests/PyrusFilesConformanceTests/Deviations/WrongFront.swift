import NIOCore
import NIOPosix

/// Stands in front of the right server and changes what comes to it: for what that refuses before any of its parts that a
/// deviation can change is asked.
struct WrongFront: Sendable {
    typealias Change = @Sendable (String) -> String
    private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let port: Int
    private let server: any Channel

    /// - Parameter change: of the first bytes of a connection that come at once.
    init(to upstream: Int, _ change: @escaping Change) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        server = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let stream = try Self.stream(channel)
                    Task { try? await Self.relay(stream, to: upstream, change) }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = server.localAddress?.port ?? 0
    }

    func close() async { try? await server.close().get() }

    private static func stream(_ channel: any Channel) throws -> Stream {
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
        return try Stream(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    private static func relay(_ client: Stream, to port: Int, _ change: @escaping Change) async throws {
        try await client.executeThenClose { requests, answers in
            let upstream = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture { try stream(channel) }
                }
            try await upstream.executeThenClose { upstreamAnswers, upstreamRequests in
                async let copying: Void = copy(upstreamAnswers, to: answers)
                var isFirst = true
                for try await bytes in requests {
                    let text = String(buffer: bytes)
                    let changed = isFirst ? change(text) : text
                    // What it leaves alone need not be text at all.
                    try await upstreamRequests.write(changed == text ? bytes : ByteBuffer(string: changed))
                    isFirst = false
                }
                upstreamRequests.finish()
                try await copying
            }
        }
    }

    private static func copy(
        _ bytes: NIOAsyncChannelInboundStream<ByteBuffer>, to writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        for try await piece in bytes { try await writer.write(piece) }
        writer.finish()
    }
}
