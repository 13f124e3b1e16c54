import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What came over a connection and was not yet asked for, and how it ended.
final class Incoming: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var end: WireEnd?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let transcript: Transcript
    private let number: Int

    init(_ transcript: Transcript, _ number: Int) {
        self.transcript = transcript
        self.number = number
    }

    /// How the connection ended; `nil` while it is open.
    var end: WireEnd? { state.withLock { $0.end } }

    /// Whether something came that was not asked for, or the connection has ended.
    var hasNews: Bool { state.withLock { !$0.bytes.isEmpty || $0.end != nil } }

    func received(_ bytes: [UInt8]) {
        transcript.received(bytes, on: number)
        wake { $0.bytes += bytes }
    }

    func ended(_ end: WireEnd) {
        guard self.end == nil else { return }
        transcript.ended(end, on: number)
        wake { $0.end = $0.end ?? end }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// All that came, once there is some; `nil` where the connection has ended and nothing is left.
    func next() async -> [UInt8]? {
        while true {
            let (bytes, isOver) = state.withLock { state in
                defer { state.bytes = [] }
                return (state.bytes, state.end != nil)
            }
            if !bytes.isEmpty { return bytes }
            if isOver || Task.isCancelled { return nil }
            await wait()
        }
    }

    /// Gives back what was taken too much of.
    func putBack(_ bytes: ArraySlice<UInt8>) { state.withLock { $0.bytes = bytes + $0.bytes } }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard state.bytes.isEmpty, state.end == nil, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            wake { _ in }
        }
    }
}

/// Tells what comes over a connection, and how it ends.
final class IncomingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let incoming: Incoming

    init(_ incoming: Incoming) { self.incoming = incoming }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        incoming.received(Array(unwrapInboundIn(data).readableBytesView))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { incoming.ended(.closed) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as IOError where [ECONNRESET, EPIPE].contains(error.errnoCode): incoming.ended(.reset)
        case NIOSSLError.uncleanShutdown: incoming.ended(.abrupt)
        default: incoming.ended(.abrupt)
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { incoming.ended(.closed) }
}
