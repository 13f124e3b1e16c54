import NIOCore
import PyrusFiles

/// Keeps a connection within its bounds: deadlines on what its client owes, an end of waiting for a client that takes no
/// answer, and a close that lingers, so that a client that still sends can read why it was refused (AUTH-06).
///
/// It stands where the bytes are plain, below HTTP and above TLS. What it knows of HTTP it is told by
/// ``RequestHeadHandler``.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Sent down the pipeline when the last answer is written and the connection is to end.
    struct LingeringClose: Sendable {}

    /// Sent down the pipeline: bytes that go out as they are, beside all of HTTP.
    struct RawBytes: Sendable {
        let bytes: ByteBuffer
    }

    /// What comes next, for whoever reads it.
    let subject = ReadSize.Subject()
    private let limits: Limits
    private let isQuiescing: Flag
    private var deadlines: ConnectionDeadlines
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?
    private var timerDeadline: NIODeadline?
    private var stall: (since: NIODeadline, buffered: Int)?
    private var isFull = false
    private var hold = Hold.none
    private var isTunnel = false
    private var isInputClosed = false
    private var answersOnTheirWay = 0
    private var lingersWhenAnswered = false
    private var linger: (end: NIODeadline, bytesLeft: Int64, lastByte: NIODeadline)?

    init(limits: Limits, isQuiescing: Flag) {
        self.limits = limits
        self.isQuiescing = isQuiescing
        deadlines = ConnectionDeadlines(limits: limits, now: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        schedule()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    // MARK: What happens on the wire

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let count = unwrapInboundIn(data).readableBytes
        guard linger == nil else { return drain(count) }
        deadlines.received(count, at: .now())
        context.fireChannelRead(data)
        schedule()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if linger != nil { return context.read() }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        deadlines.reads(at: .now())
        schedule()
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isFull = !context.channel.isWritable
        watchWriting()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            isQuiescing.raise()
            if deadlines.isAtRest || hold != .none { context.close(promise: nil) }
        case is TunnelEnd.Opened:
            isTunnel = true
            subject.isBody = true
            timer?.cancel()
        case ChannelEvent.inputClosed where linger != nil || hold.endsWithInput:
            context.close(promise: nil)
        case ChannelEvent.inputClosed:
            isInputClosed = true
            context.fireUserInboundEventTriggered(event)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event {
        case is LingeringClose:
            promise?.succeed()
            guard answersOnTheirWay == 0 else { return lingersWhenAnswered = true }
            beginLinger(in: context)
        case let raw as RawBytes:
            context.writeAndFlush(wrapOutboundOut(raw.bytes), promise: promise)
        case let hold as Hold:
            promise?.succeed()
            begin(hold, in: context)
        default:
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }

    /// A hold delays no stop, nor does it outlast its client.
    private func begin(_ hold: Hold, in context: ChannelHandlerContext) {
        self.hold = hold
        if hold != .none && isQuiescing.isRaised || hold.endsWithInput && isInputClosed {
            return context.close(promise: nil)
        }
        schedule()
    }

    private func beginLinger(in context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        subject.isBody = true
        linger = (now + TimeAmount(limits.lingerDeadline), limits.lingerBytes, now)
        context.close(mode: .output, promise: nil)
        context.read()
        schedule()
    }

    // MARK: What happens in HTTP

    func headArrived() {
        deadlines.headArrived(at: .now())
        subject.isBody = true
    }

    func bodyArrived() {
        deadlines.bodyArrived(at: .now())
        subject.isBody = false
    }

    /// An answer is written whole, and on its way.
    func answerWritten() {
        answersOnTheirWay += 1
        watchWriting()
    }

    /// An answer has left for the network whole.
    func answered() {
        answersOnTheirWay -= 1
        deadlines.answered(at: .now())
        watchWriting()
        guard let context, linger == nil else { return }
        if lingersWhenAnswered, answersOnTheirWay == 0 {
            beginLinger(in: context)
        } else if isQuiescing.isRaised, deadlines.isAtRest {
            context.close(promise: nil)
        }
    }

    // MARK: Deadlines

    private var nextDeadline: NIODeadline? {
        if isTunnel { return nil }
        if let linger { return min(linger.end, linger.lastByte + TimeAmount(limits.lingerIdleDeadline)) }
        let write = stall.map { $0.since + TimeAmount(limits.writeIdleDeadline) }
        return [hold == .still ? nil : deadlines.next, write].compactMap { $0 }.min()
    }

    /// One timer a connection. It is moved only to an earlier time: a later one is seen when it fires.
    private func schedule() {
        guard let context, let next = nextDeadline else { return }
        if timer != nil, let timerDeadline, timerDeadline <= next { return }
        timer?.cancel()
        timerDeadline = next
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { [weak self] in
            self?.timer = nil
            self?.look()
        }
    }

    private func look() {
        guard let context, context.channel.isActive else { return }
        let now = NIODeadline.now()
        if let linger {
            if now >= linger.end || now >= linger.lastByte + TimeAmount(limits.lingerIdleDeadline) {
                return context.close(promise: nil)
            }
        } else if isStalled(at: now) {
            return context.close(promise: nil)
        } else if hold != .still {
            switch deadlines.lapse(at: now) {
            case .rest: return context.close(promise: nil)
            case .head: return refuse(.late("The request's head"), in: context)
            case .body: return refuse(.late("The request's body"), in: context)
            case nil: break
            }
        }
        schedule()
    }

    /// The refusal goes the way of the request; should nobody answer it, the connection ends all the same.
    private func refuse(_ refusal: Refusal, in context: ChannelHandlerContext) {
        context.fireErrorCaught(refusal)
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.lingerDeadline)) { [weak self] in
            guard let self, linger == nil else { return }
            self.context?.close(promise: nil)
        }
    }

    /// The client is waited for while there is more than it takes, and at the end of an answer.
    private func watchWriting() {
        if !isFull, answersOnTheirWay == 0 {
            stall = nil
        } else if stall == nil {
            stall = (.now(), bufferedBytes)
        }
        schedule()
    }

    private func isStalled(at now: NIODeadline) -> Bool {
        guard let stall, now >= stall.since + TimeAmount(limits.writeIdleDeadline) else { return false }
        let buffered = bufferedBytes
        self.stall = (now, buffered)
        return buffered == stall.buffered
    }

    /// A client that takes bytes slowly empties the system's buffer for a long time before it shows here.
    private var bufferedBytes: Int { context?.unsentBytes ?? 0 }

    private func drain(_ count: Int) {
        linger?.bytesLeft -= Int64(count)
        linger?.lastByte = .now()
        if linger?.bytesLeft ?? 0 < 0 { context?.close(promise: nil) }
    }
}
