/// The events of a transcript for people: bounded, as text and as hex.
struct TranscriptText: Sendable {
    /// Bytes of one case and of one event that a report holds, each as text and as hex: more where somebody has to find out
    /// what went wrong.
    private static let most = (passed: (total: 4_096, event: 512), other: (total: 16_384, event: 4_096))
    private static let mostEvents = 200

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
        let bound = result.outcome == .passed ? Self.most.passed : Self.most.other
        var room = bound.total
        lines = events.prefix(Self.mostEvents).map { event in
            let bytes = Array(event.bytes.prefix(min(room, bound.event)))
            room -= bytes.count
            switch event.kind {
            case .opened: return Line(event: event, bytes: [], name: "opened", end: nil)
            case .sent: return Line(event: event, bytes: bytes, name: "sent", end: nil)
            case .received: return Line(event: event, bytes: bytes, name: "received", end: nil)
            case .ended(let end): return Line(event: event, bytes: [], name: "ended", end: end)
            }
        }
        left = max(0, events.count - Self.mostEvents)
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
