import NIOCore
import NIOPosix

/// A client's end of a connection: sends any bytes, cut in any way, and records all that comes and how it ends.
final class WireConnection: Sendable {
    /// Where a server is, and how it is spoken to.
    struct Target: Sendable {
        let host: String
        let port: Int
        let tls: ClientTLS?
        /// An end for what does not come.
        let patience: Duration
    }

    private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let channel: any Channel
    private let incoming: Incoming
    private let transcript: Transcript
    private let number: Int
    private let patience: Duration

    /// - Throws: ``WireFailure``
    init(to target: Target, _ transcript: Transcript) async throws {
        let number = transcript.opened()
        let incoming = Incoming(transcript, number)
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .connectTimeout(TimeAmount(target.patience))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls = target.tls {
                            try channel.pipeline.syncOperations.addHandler(tls.handler(for: target.host))
                        }
                        try channel.pipeline.syncOperations.addHandler(IncomingHandler(incoming))
                    }
                }
                .connect(host: target.host, port: target.port).get()
        } catch {
            throw WireFailure.unreachable("\(error)")
        }
        self.incoming = incoming
        self.transcript = transcript
        self.number = number
        patience = target.patience
    }

    deinit { channel.close(promise: nil) }

    /// Sends bytes; what the other side does not take any more, since it ended, is no error.
    func send(_ bytes: [UInt8]) async {
        transcript.sent(bytes, on: number)
        let written = channel.eventLoop.makePromise(of: Void.self)
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: written)
        // A server that does not read must not hold up the end of its case.
        await withTaskCancellationHandler {
            try? await written.futureResult.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    func send(_ text: String) async { await send(Array(text.utf8)) }

    /// Whether an answer came, or an end, while things were sent.
    var hasNews: Bool { incoming.hasNews }

    /// Says that nothing more will be sent.
    func finish() async { try? await channel.close(mode: .output).get() }

    /// Resets the connection.
    func reset() async {
        _ = try? await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try? await channel.close().get()
    }

    func close() async { try? await channel.close().get() }

    /// The next answer; interim ones too.
    ///
    /// - Throws: ``WireFailure``
    func anyAnswer(to method: String = "POST") async throws -> WireAnswer {
        let answer = try await within { [incoming] in try await AnswerReader(incoming, method).answer() }
        if let remnant = Remnant(answer, to: method) { transcript.made(remnant) }
        return answer
    }

    /// The next answer that is final.
    func answer(to method: String = "POST") async throws -> WireAnswer {
        while true {
            let answer = try await anyAnswer(to: method)
            if answer.status >= 200 { return answer }
        }
    }

    /// How the connection ends, what still comes being thrown away.
    func end() async -> WireEnd {
        let end = try? await within { [incoming] in
            while await incoming.next() != nil {}
            return incoming.end ?? .closed
        }
        return end ?? .open
    }

    private func within<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { [patience] group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: patience)
                throw WireFailure.late
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw WireFailure.late }
            return value
        }
    }
}
