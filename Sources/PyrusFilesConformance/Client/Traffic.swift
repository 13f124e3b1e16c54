import Synchronization

/// What goes over the connections of the client that is judged, and where its tokens are seen.
final class Traffic: Sendable {
    private struct Line {
        /// In the transcript; `nil` before its first bytes, and for the kit's own.
        var number: Int?
        var isControl = false
        /// The last bytes that the client sent, in which a token may begin.
        var tail: [UInt8] = []
    }

    private struct State {
        var lines: [Int: Line] = [:]
        var tokens: Set<[UInt8]>
        var strays = 0
    }

    /// `sent` is what the client sent.
    let transcript: Transcript
    private let state: Mutex<State>

    /// - Parameter token: one that the client knows from the start.
    init(token: String, _ transcript: Transcript) {
        self.transcript = transcript
        state = Mutex(State(tokens: [Array(token.utf8)]))
    }

    /// How many connections of the client have not ended.
    var openConnections: Int { state.withLock { $0.lines.values.count { $0.number != nil } } }

    /// How often a token stood anywhere but in an `Authorization` header.
    var strayTokens: Int { state.withLock { $0.strays } }

    func happened(_ kind: Transcript.Event.Kind, on connection: Int) {
        switch kind {
        case .opened: state.withLock { $0.lines[connection] = Line() }
        case .sent(let bytes):
            guard let number = number(of: connection, firstBytes: bytes) else { return }
            transcript.sent(bytes, on: number)
            look(at: bytes, on: connection)
        case .received(let bytes):
            guard let number = number(of: connection, firstBytes: []) else { return }
            transcript.received(bytes, on: number)
            learn(from: bytes)
        case .ended(let end):
            guard let number = state.withLock({ $0.lines.removeValue(forKey: connection) })?.number else { return }
            transcript.ended(end, on: number)
        }
    }

    private func number(of connection: Int, firstBytes bytes: [UInt8]) -> Int? {
        state.withLock { state in
            var line = state.lines[connection] ?? Line()
            guard !line.isControl else { return nil }
            if line.number == nil {
                line.isControl = !Array(bytes.prefix(64)).places(of: Array(" /_control/".utf8)).isEmpty
                if !line.isControl { line.number = transcript.opened() }
                state.lines[connection] = line
            }
            return line.number
        }
    }

    private func look(at bytes: [UInt8], on connection: Int) {
        state.withLock { state in
            guard let tail = state.lines[connection]?.tail else { return }
            let bytes = tail + bytes
            for token in state.tokens {
                state.strays += bytes.places(of: token).count { place in
                    place.upperBound > tail.count && !Self.isAuthorization(bytes[..<place.lowerBound])
                }
            }
            let longest = state.tokens.map(\.count).max() ?? 0
            state.lines[connection]?.tail = bytes.suffix(longest + Self.longestField)
        }
    }

    private static let longestField = 64
    /// Each is looked for in all that is sent.
    private static let mostTokens = 100

    /// Whether what stands before a token is the beginning of the header that it belongs into.
    private static func isAuthorization(_ bytes: ArraySlice<UInt8>) -> Bool {
        let line = bytes.suffix(longestField).split(separator: 0x0A, omittingEmptySubsequences: false).last ?? []
        return String(decoding: line, as: UTF8.self).lowercased().hasPrefix("authorization:")
    }

    /// An answer of the auth method has a token, too.
    private func learn(from bytes: [UInt8]) {
        let name = Array("\"access_token\":\"".utf8)
        guard bytes.count < 4_096, let place = bytes.places(of: name).first else { return }
        let token = bytes[place.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
        guard token.count >= 8 else { return }
        state.withLock { if $0.tokens.count < Self.mostTokens { $0.tokens.insert(Array(token)) } }
    }
}
