import NIOCore
import PyrusFiles

/// When a connection has waited long enough for its client: a state machine without a clock of its own.
///
/// It is told what arrives and what is answered, and says which deadline comes next. Time during which the server does
/// not read is not held against the client. Answering a request has no deadline.
struct ConnectionDeadlines {
    /// What a client owes when its time is up.
    enum Lapse: Equatable {
        /// The rest of a request's head.
        case head
        /// The body, or the rate that it has to keep.
        case body
        /// A further request.
        case rest
    }

    private enum Inbound {
        case rest(since: NIODeadline)
        case head(since: NIODeadline)
        case body(lastByte: NIODeadline, windowStart: NIODeadline, windowBytes: Int)
    }

    private let limits: Limits
    private var inbound: Inbound
    /// Since when the server has not asked for more; `nil` while it waits for the client.
    private var pausedSince: NIODeadline?
    private var isFirst = true
    /// Requests whose head arrived and whose answer is not out yet.
    private(set) var unanswered = 0

    init(limits: Limits, now: NIODeadline) {
        self.limits = limits
        inbound = .rest(since: now)
    }

    /// Whether nothing is under way.
    var isAtRest: Bool {
        if case .rest = inbound { return unanswered == 0 }
        return false
    }

    mutating func received(_ count: Int, at now: NIODeadline) {
        pausedSince = now
        switch inbound {
        case .rest: inbound = .head(since: now)
        case .head: break
        case .body(_, let start, let bytes):
            inbound = .body(lastByte: now, windowStart: start, windowBytes: bytes &+ count)
        }
    }

    mutating func headArrived(at now: NIODeadline) {
        isFirst = false
        unanswered += 1
        inbound = .body(lastByte: now, windowStart: now, windowBytes: 0)
    }

    mutating func bodyArrived(at now: NIODeadline) {
        inbound = .rest(since: now)
    }

    mutating func answered(at now: NIODeadline) {
        unanswered = max(0, unanswered - 1)
        switch inbound {
        case .rest: inbound = .rest(since: now)
        case .head: inbound = .head(since: now)
        case .body: break
        }
    }

    /// The server asks for more: from here on the client is waited for, and the pause before is not its own.
    mutating func reads(at now: NIODeadline) {
        guard let pausedSince else { return }
        self.pausedSince = nil
        guard case .body(let lastByte, let windowStart, let bytes) = inbound else { return }
        let pause = now - pausedSince
        inbound = .body(lastByte: lastByte + pause, windowStart: windowStart + pause, windowBytes: bytes)
    }

    /// When the next look is due; `nil` while the client is not waited for.
    var next: NIODeadline? {
        switch inbound {
        case .rest(let since):
            // A connection that never sent anything owes a head, not a further request.
            unanswered > 0 ? nil : since + TimeAmount(isFirst ? limits.headDeadline : limits.keepAliveDeadline)
        case .head(let since):
            unanswered > 0 ? nil : since + TimeAmount(limits.headDeadline)
        case .body(let lastByte, let windowStart, _):
            pausedSince == nil
                ? min(lastByte + TimeAmount(limits.bodyIdleDeadline), windowStart + TimeAmount(limits.bodyRateWindow))
                : nil
        }
    }

    /// What the client owes at this moment, if its time is up.
    mutating func lapse(at now: NIODeadline) -> Lapse? {
        guard let next, now >= next else { return nil }
        switch inbound {
        case .rest: return isFirst ? .head : .rest
        case .head: return .head
        case .body(let lastByte, _, let bytes):
            guard now < lastByte + TimeAmount(limits.bodyIdleDeadline), bytes >= leastInWindow else { return .body }
            inbound = .body(lastByte: lastByte, windowStart: now, windowBytes: 0)
            return nil
        }
    }

    private var leastInWindow: Int {
        let milliseconds = TimeAmount(limits.bodyRateWindow).nanoseconds / 1_000_000
        let (product, overflowed) = limits.minimumBodyRate.multipliedReportingOverflow(by: Int(milliseconds))
        return overflowed ? .max : product / 1_000
    }
}
