import Synchronization

/// What went over the connections of a case, in its order, with the time since its beginning: bounded, so that a case may send
/// 2 GB.
public final class Transcript: Sendable {
    /// One thing that happened.
    public struct Event: Sendable {
        /// What happened.
        public enum Kind: Sendable, Equatable {
            /// A connection was opened.
            case opened
            case sent([UInt8])
            case received([UInt8])
            case ended(WireEnd)
        }

        /// Since the case began.
        public let seconds: Double
        /// Counted from 1.
        public let connection: Int
        /// What happened.
        public let kind: Kind
        /// The bytes that went over, of which no more than the first may be kept.
        public let count: Int
    }

    /// Bytes of one direction of a connection that are kept.
    static let keptBytes = 8_192
    private static let mostEvents = 1_000

    private struct State {
        var events: [Event] = []
        var connections = 0
        var kept: [Int: (sent: Int, received: Int)] = [:]
        var remnants: [Remnant] = []
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now

    /// An empty one, whose time begins now.
    public init() {}

    /// What happened so far.
    public var events: [Event] { state.withLock { $0.events } }

    /// What the server made and has, as far as it said so.
    var remnants: [Remnant] { state.withLock { $0.remnants } }

    func made(_ remnant: Remnant) { state.withLock { $0.remnants.append(remnant) } }

    /// The server has it no more.
    func removed(_ remnant: Remnant) { state.withLock { state in state.remnants.removeAll { $0 == remnant } } }

    /// The number of a new connection.
    func opened() -> Int {
        state.withLock { state in
            state.connections += 1
            add(.opened, count: 0, to: state.connections, &state)
            return state.connections
        }
    }

    func sent(_ bytes: [UInt8], on connection: Int) {
        state.withLock { state in
            let room = Self.keptBytes - state.kept[connection, default: (0, 0)].sent
            state.kept[connection, default: (0, 0)].sent += min(room, bytes.count)
            add(.sent(Array(bytes.prefix(room))), count: bytes.count, to: connection, &state)
        }
    }

    func received(_ bytes: [UInt8], on connection: Int) {
        state.withLock { state in
            let room = Self.keptBytes - state.kept[connection, default: (0, 0)].received
            state.kept[connection, default: (0, 0)].received += min(room, bytes.count)
            add(.received(Array(bytes.prefix(room))), count: bytes.count, to: connection, &state)
        }
    }

    func ended(_ end: WireEnd, on connection: Int) {
        state.withLock { add(.ended(end), count: 0, to: connection, &$0) }
    }

    /// How many seconds passed from an answer in which a text stands to the next request in which another does; `nil` where
    /// there was none.
    func pause(after answer: String, until request: String) -> Double? {
        let events = events
        let answered = events.firstIndex { event in
            if case .received(let bytes) = event.kind { !bytes.places(of: Array(answer.utf8)).isEmpty } else { false }
        }
        guard let answered else { return nil }
        let asked = events[answered...].first { event in
            if case .sent(let bytes) = event.kind { !bytes.places(of: Array(request.utf8)).isEmpty } else { false }
        }
        return asked.map { $0.seconds - events[answered].seconds }
    }

    /// How many bytes went over, each way.
    var count: (sent: Int, received: Int) {
        events.reduce(into: (0, 0)) { count, event in
            switch event.kind {
            case .sent: count.0 += event.count
            case .received: count.1 += event.count
            case .opened, .ended: break
            }
        }
    }

    /// The most requests that were seen on one connection.
    var mostRequestsOnConnection: Int {
        var counts: [Int: Int] = [:]
        for event in events {
            guard case .sent(let bytes) = event.kind else { continue }
            counts[event.connection, default: 0] += bytes.places(of: Array(" HTTP/1.1\r\n".utf8)).count
        }
        return counts.values.max() ?? 0
    }

    private func add(_ kind: Event.Kind, count: Int, to connection: Int, _ state: inout State) {
        let elapsed = ContinuousClock.now - start
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        if let last = state.events.last, last.connection == connection,
            let joined = Self.join(last, kind, count: count)
        {
            state.events[state.events.count - 1] = joined
        } else if state.events.count < Self.mostEvents {
            state.events.append(Event(seconds: seconds, connection: connection, kind: kind, count: count))
        }
    }

    /// Pieces of which nothing is kept any more count for the one before.
    private static func join(_ last: Event, _ kind: Event.Kind, count: Int) -> Event? {
        switch (last.kind, kind) {
        case (.sent, .sent(let bytes)) where bytes.isEmpty, (.received, .received(let bytes)) where bytes.isEmpty:
            Event(seconds: last.seconds, connection: last.connection, kind: last.kind, count: last.count + count)
        default: nil
        }
    }
}
