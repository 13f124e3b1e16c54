/// Reads an answer as it must be (RFC 9112): what is not so is an error, and nothing is mended.
struct AnswerReader {
    private static let longestHead = 256 * 1_024

    private let incoming: Incoming
    private let method: String
    private var held: ArraySlice<UInt8> = []

    /// - Parameter method: of the request: what answers HEAD has no body.
    init(_ incoming: Incoming, _ method: String) {
        self.incoming = incoming
        self.method = method
    }

    /// - Throws: ``WireFailure`` where there is no whole head; an answer whose body breaks off is one that is not whole.
    func answer() async throws -> WireAnswer {
        var reader = self
        defer { if !reader.held.isEmpty { incoming.putBack(reader.held) } }
        var answer = try await reader.head()
        guard method != "HEAD", answer.status >= 200, ![204, 304].contains(answer.status) else { return answer }
        do {
            if answer.values("Transfer-Encoding").map({ $0.lowercased() }) == ["chunked"] {
                try await reader.readChunks(into: &answer)
            } else if let length = answer["Content-Length"] {
                guard let count = Int(length), count >= 0 else {
                    throw WireFailure.garbled("Content-Length: \(length)")
                }
                try await reader.read(count, into: &answer.body)
            } else {
                while let bytes = await incoming.next() { answer.body += bytes }
            }
        } catch is Short {
            answer.isWhole = false
        }
        return answer
    }

    private struct Short: Error {}

    private mutating func head() async throws -> WireAnswer {
        let lines = try await headLines()
        let words = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0", words[1].utf8.count == 3,
            let status = Int(words[1]), (100..<600).contains(status)
        else { throw WireFailure.garbled(lines[0]) }
        let fields = try lines.dropFirst().map { line throws -> (String, String) in
            let name = line.prefix { $0 != ":" }
            guard name.count < line.count, !name.isEmpty, !name.contains(" ") else { throw WireFailure.garbled(line) }
            return (String(name), line.dropFirst(name.count + 1).trimmed)
        }
        return WireAnswer(status: status, fields: fields)
    }

    private mutating func headLines() async throws -> [String] {
        var lines: [String] = []
        var count = 0
        while true {
            let line = try await line()
            count += line.count
            guard count <= Self.longestHead else {
                throw WireFailure.garbled("a head of more than \(Self.longestHead) bytes")
            }
            if line.isEmpty, !lines.isEmpty { return lines }
            if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
        }
    }

    /// A line without its end.
    private mutating func line() async throws -> ArraySlice<UInt8> {
        var seen = 0
        while true {
            if let end = held.dropFirst(seen).firstIndex(of: UInt8(ascii: "\n")) {
                let line = held[..<end]
                held = held[(end + 1)...]
                guard line.last == UInt8(ascii: "\r") else { throw WireFailure.garbled("a line without CR") }
                return line.dropLast()
            }
            seen = held.count
            guard seen <= Self.longestHead else { throw WireFailure.garbled("a line without an end") }
            guard let bytes = await incoming.next() else {
                try Task.checkCancellation()
                throw WireFailure.ended(incoming.end ?? .open)
            }
            held = ArraySlice(Array(held) + bytes)
        }
    }

    private mutating func read(_ count: Int, into body: inout [UInt8]) async throws {
        var left = count
        while left > 0 {
            if held.isEmpty {
                guard let bytes = await incoming.next() else { throw Short() }
                held = bytes[...]
            }
            let piece = held.prefix(left)
            body += piece
            held = held.dropFirst(piece.count)
            left -= piece.count
        }
    }

    private mutating func readChunks(into answer: inout WireAnswer) async throws {
        while true {
            let line: ArraySlice<UInt8>
            do { line = try await self.line() } catch WireFailure.ended { throw Short() }
            let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self).trimmed
            guard let size = Int(digits, radix: 16), size >= 0 else {
                throw WireFailure.garbled("a chunk of \(digits)")
            }
            if size == 0 {
                while try await !self.line().isEmpty {}
                return
            }
            try await read(size, into: &answer.body)
            guard try await self.line().isEmpty else { throw WireFailure.garbled("a chunk longer than it says") }
        }
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
