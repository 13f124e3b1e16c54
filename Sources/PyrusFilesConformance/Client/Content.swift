import PyrusFiles

/// The bytes of a file: written out, or made as they are needed, so that 2 GB take no memory.
struct Content: Sendable {
    private static let pieceSize: Int64 = 1 << 20

    /// In bytes.
    let size: Int64
    private let bytes: @Sendable (Range<Int64>) -> [UInt8]

    init(_ bytes: [UInt8]) {
        size = Int64(bytes.count)
        self.bytes = { Array(bytes[Int($0.lowerBound)..<Int($0.upperBound)]) }
    }

    init(_ text: String) { self.init(Array(text.utf8)) }

    private init(size: Int64, _ bytes: @escaping @Sendable (Range<Int64>) -> [UInt8]) {
        self.size = size
        self.bytes = bytes
    }

    private static let period = 65_521
    /// More of a pattern than a piece may begin in and hold.
    private static let cycle = (0..<period + Int(pieceSize)).map {
        UInt8(truncatingIfNeeded: ($0 % period) &* 167 &+ $0 % period >> 8)
    }

    /// Bytes that repeat only after a prime number of them, so that no piece that is missing, doubled or exchanged goes
    /// unseen.
    static func pattern(_ size: Int64) -> Content {
        Content(size: size) { range in
            let start = Int(range.lowerBound % Int64(period))
            return Array(cycle[start..<start + range.count])
        }
    }

    /// All of it, piece by piece.
    var pieces: some Sequence<[UInt8]> {
        stride(from: 0, to: size, by: Int(Self.pieceSize)).lazy.map { [bytes, size] start in
            bytes(start..<min(size, start + Self.pieceSize))
        }
    }

    var md5: MD5Digest? {
        var hasher = MD5()
        for piece in pieces { hasher.update(piece) }
        return MD5Digest(bytes: hasher.digest())
    }
}
