/// The events of a transcript for people: bounded, as text and as hex.
struct TranscriptText: Sendable {
    /// How much of one case a report holds.
    private struct Bound {
        /// Bytes that went one way, each as text and as hex.
        let direction: Int
        /// Bytes of one event.
        let event: Int
        let events: Int
    }

    private static let ofPassed = Bound(direction: 768, event: 512, events: 40)
    /// More, where somebody has to find out what went wrong.
    private static let ofOthers = Bound(direction: 8_192, event: 4_096, events: 200)

    struct Line: Sendable {
        let event: Transcript.Event
        /// What is shown of it.
        let bytes: [UInt8]
        /// The word for what happened.
        let name: String
        /// How it ended, of an end.
        let end: WireEnd?

        var isCut: Bool { bytes.count < event.count }
        /// As UTF-8; what is none is the replacement character.
        var text: String { String(decoding: bytes, as: UTF8.self) }
        var hex: String { bytes.map(Hex.pair).joined() }
    }

    let lines: [Line]
    /// Events that are left out.
    let left: Int

    init(_ result: CaseResult) {
        let events = result.transcript
        let bound = result.outcome == .passed ? Self.ofPassed : Self.ofOthers
        var room = (sent: bound.direction, received: bound.direction)
        lines = events.prefix(bound.events).map { event in
            switch event.kind {
            case .opened: return Line(event: event, bytes: [], name: "opened", end: nil)
            case .sent(let bytes):
                let kept = Array(bytes.prefix(min(room.sent, bound.event)))
                room.sent -= kept.count
                return Line(event: event, bytes: kept, name: "sent", end: nil)
            case .received(let bytes):
                let kept = Array(bytes.prefix(min(room.received, bound.event)))
                room.received -= kept.count
                return Line(event: event, bytes: kept, name: "received", end: nil)
            case .ended(let end): return Line(event: event, bytes: [], name: "ended", end: end)
            }
        }
        left = max(0, events.count - bound.events)
    }
}

/// Bytes in base 16.
enum Hex {
    static func pair(_ byte: UInt8) -> String { (byte < 0x10 ? "0" : "") + String(byte, radix: 16) }

    /// Sixteen a line, with their offset and the characters they are in ASCII.
    static func dump(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let row = bytes[start..<min(start + 16, bytes.count)]
            let offset = String(start, radix: 16)
            let pairs = row.map(pair).joined(separator: " ")
            let characters = row.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
            return String(repeating: "0", count: max(0, 6 - offset.count)) + offset + "  " + pairs
                + String(repeating: " ", count: 49 - pairs.count) + characters
        }.joined(separator: "\n")
    }
}
