import NIOCore
import Synchronization

/// What came over one connection, as far as the journal needs it and HTTP's types have lost it.
final class ConnectionTrace: Sendable {
    private struct State {
        var waiting = Queue<RequestTrace>()
        var current: RequestTrace?
        /// The first bytes, until they are a head.
        var beginning: [UInt8] = []
    }

    private static let longestBeginning = 1_024
    private let state = Mutex(State())
    private let bytes = Atomic<Int64>(0)

    /// All bytes that came so far.
    var received: Int64 { bytes.load(ordering: .relaxed) }

    /// Some bytes came, of whatever they are.
    func received(_ buffer: ByteBuffer) {
        let before = bytes.add(Int64(buffer.readableBytes), ordering: .relaxed).oldValue
        guard before < Int64(Self.longestBeginning) else { return }
        state.withLock { state in
            guard state.current == nil else { return }
            state.beginning += buffer.readableBytesView.prefix(Self.longestBeginning - state.beginning.count)
        }
    }

    /// Whether the next request's head is there.
    var isNextThere: Bool { state.withLock { !$0.waiting.isEmpty } }

    func headArrived(_ head: RawHead, forwardedTo target: AbsoluteTarget? = nil) {
        let trace = RequestTrace(head, forwardedTo: target)
        state.withLock { state in
            state.waiting.append(trace)
            state.current = trace
            state.beginning = []
        }
    }

    func bodyArrived(_ count: Int) {
        state.withLock { $0.current }?.bodyArrived(count)
    }

    /// The next request in the order of their heads. Where none is whole, what is known of the one that is not; `nil`
    /// where nothing came.
    func next() -> RequestTrace? {
        state.withLock { state in
            if let next = state.waiting.popFirst() { return next }
            guard state.current != nil || !state.beginning.isEmpty else { return nil }
            return RequestTrace(RawHead(beginning: state.beginning))
        }
    }
}

/// A request as it came.
final class RequestTrace: Sendable {
    let head: RawHead
    /// What it is sent on to, where it is for another host.
    let forwardedTo: AbsoluteTarget?
    private let bytes = Atomic<Int64>(0)

    init(_ head: RawHead, forwardedTo target: AbsoluteTarget? = nil) {
        self.head = head
        forwardedTo = target
    }

    /// The bytes of its body so far.
    var bodyBytes: Int64 { bytes.load(ordering: .relaxed) }

    func bodyArrived(_ count: Int) { bytes.add(Int64(count), ordering: .relaxed) }
}

/// Tells the trace of every byte, where the bytes are plain.
final class ConnectionTraceHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let trace: ConnectionTrace

    init(_ trace: ConnectionTrace) { self.trace = trace }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        trace.received(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }
}
