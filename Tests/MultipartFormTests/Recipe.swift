/// Bytes as a fixture writes them: pieces that follow each other, some of them repeated.
struct Recipe: Sendable {
    struct Piece: Sendable {
        var bytes: [UInt8]
        var times = 1
    }

    var pieces: [Piece] = []

    /// All of the bytes, which have to fit into memory.
    var bytes: [UInt8] {
        pieces.flatMap { piece in (0..<piece.times).flatMap { _ in piece.bytes } }
    }

    var count: Int {
        pieces.reduce(0) { $0 + $1.bytes.count * $1.times }
    }

    /// The same with each repeated piece cut to about `limit` bytes.
    func shrunk(to limit: Int) -> Recipe {
        Recipe(
            pieces: pieces.map { piece in
                Piece(bytes: piece.bytes, times: min(piece.times, max(1, limit / max(1, piece.bytes.count))))
            })
    }

    /// Gives the bytes in blocks of about 64 KiB, none larger, so that they need not fit into memory.
    func forEachBlock<Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        for piece in pieces where !piece.bytes.isEmpty {
            let perBlock = max(1, (64 << 10) / piece.bytes.count)
            let block = (0..<min(perBlock, piece.times)).flatMap { _ in piece.bytes }
            var left = piece.times
            while left >= perBlock {
                try body(block)
                left -= perBlock
            }
            if left > 0 { try body(Array(block.prefix(left * piece.bytes.count))) }
        }
    }
}

extension Recipe: Decodable {
    private enum Key: CodingKey {
        case hex, `repeat`, times
    }

    init(from decoder: any Decoder) throws {
        guard var list = try? decoder.unkeyedContainer() else {
            pieces = [try Self.piece(from: decoder)]
            return
        }
        while !list.isAtEnd { pieces.append(try Self.piece(from: list.superDecoder())) }
    }

    private static func piece(from decoder: any Decoder) throws -> Piece {
        if let text = try? decoder.singleValueContainer().decode(String.self) { return Piece(bytes: Array(text.utf8)) }
        let object = try decoder.container(keyedBy: Key.self)
        if object.contains(.repeat) {
            let text = try object.decode(String.self, forKey: .repeat)
            return Piece(bytes: Array(text.utf8), times: try object.decode(Int.self, forKey: .times))
        }
        let digits = try object.decode(String.self, forKey: .hex).filter { $0 != " " }
        let octets = try stride(from: 0, to: digits.count, by: 2).map { offset in
            guard let octet = UInt8(digits.dropFirst(offset).prefix(2), radix: 16) else {
                throw DecodingError.dataCorruptedError(forKey: .hex, in: object, debugDescription: "no hex: \(digits)")
            }
            return octet
        }
        return Piece(bytes: octets)
    }
}
