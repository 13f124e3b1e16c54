/// Hides tokens and keys: as many asterisks in their place, so that lengths stay true.
struct Mask: Sendable {
    /// What is known to be secret, longest first.
    private let secrets: [[UInt8]]
    /// Shorter ones would hide words that merely hold them; where they stand as what they are, they are hidden anyway.
    private static let shortest = 4
    /// What a text calls a token need not be one: a short one hides nothing elsewhere.
    private static let shortestSeen = 8
    private static let names = ["access_token", "security_key", "refresh_token"]

    /// - Parameter results: what is a token by its place in them is hidden everywhere.
    init(_ secrets: [String], _ results: [CaseResult] = []) {
        var found = Set(secrets.map { Array($0.utf8) }.filter { $0.count >= Self.shortest })
        for result in results {
            for stream in Stream.all(of: result.transcript) {
                for range in Self.places(in: stream.bytes) where range.count >= Self.shortestSeen {
                    found.insert(Array(stream.bytes[range]))
                }
            }
        }
        self.secrets = found.sorted { $0.count > $1.count }
    }

    func applied(to text: String) -> String { String(decoding: applied(to: Array(text.utf8)), as: UTF8.self) }

    func applied(to result: CaseResult) -> CaseResult {
        CaseResult(
            result.case, result.outcome, expected: result.expected.map(applied), actual: result.actual.map(applied),
            reason: result.reason.map(applied), seconds: result.seconds,
            transcript: applied(to: result.transcript), remnants: result.remnants)
    }

    /// - Parameter isCut: whether more came, of which this is the beginning.
    func applied(to bytes: [UInt8], isCut: Bool = true) -> [UInt8] {
        var masked = bytes
        for range in Self.places(in: bytes) { masked.hide(range) }
        for secret in secrets {
            for range in masked.places(of: secret) { masked.hide(range) }
            guard isCut else { continue }
            // Of a secret that was cut off, the beginning stands at the end.
            if let count = masked.endingBeginning(of: secret, atLeast: Self.shortest) {
                masked.hide(masked.count - count..<masked.count)
            }
        }
        return masked
    }

    /// A token may be cut by the pieces that it came in, so each direction of a connection is masked as a whole.
    private func applied(to events: [Transcript.Event]) -> [Transcript.Event] {
        var events = events
        for stream in Stream.all(of: events) {
            let whole = stream.indices.reduce(0) { $0 + events[$1].count }
            var masked = applied(to: stream.bytes, isCut: whole > stream.bytes.count)[...]
            for index in stream.indices {
                let event = events[index]
                let count = event.bytes.count
                events[index] = Transcript.Event(
                    seconds: event.seconds, connection: event.connection,
                    kind: stream.isSent ? .sent(Array(masked.prefix(count))) : .received(Array(masked.prefix(count))),
                    count: event.count)
                masked = masked.dropFirst(count)
            }
        }
        return events
    }

    /// What is a token or a key by its place: in `Authorization`, or as a member of JSON or a form.
    private static func places(in bytes: [UInt8]) -> [Range<Int>] {
        let lowered = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var places: [Range<Int>] = []
        for name in lowered.places(of: Array("authorization:".utf8)) {
            let end = lowered[name.upperBound...].firstIndex { $0 == 0x0D || $0 == 0x0A } ?? lowered.endIndex
            let words = lowered[name.upperBound..<end].split(separator: 0x20)
            guard let last = words.last else { continue }
            places.append((words.count > 1 ? words[1].startIndex : last.startIndex)..<end)
        }
        for name in names {
            for range in lowered.places(of: Array(name.utf8)) {
                let start = lowered[range.upperBound...].firstIndex { !Array("\\\":= \t\r\n".utf8).contains($0) }
                guard let start, start > range.upperBound else { continue }
                let end = lowered[start...].firstIndex { Array("\"\\&\r\n ".utf8).contains($0) } ?? lowered.endIndex
                places.append(start..<end)
            }
        }
        return places
    }
}

extension [UInt8] {
    fileprivate mutating func hide(_ range: Range<Int>) {
        for index in range { self[index] = UInt8(ascii: "*") }
    }
}
