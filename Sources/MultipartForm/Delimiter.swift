/// CRLF, two hyphens and the boundary: what precedes a part, or ends the last one.
struct Delimiter: Sendable {
    /// CRLF, two hyphens and the boundary.
    let bytes: [UInt8]

    /// Each of the first five bytes, in all eight bytes of a word.
    private let prefix: (UInt64, UInt64, UInt64, UInt64, UInt64)

    init(_ boundary: MultipartBoundary) {
        bytes = [.carriageReturn, .lineFeed, .hyphen, .hyphen] + boundary.text.utf8
        let first = boundary.text.utf8.first ?? .hyphen
        prefix = (
            Self.splat(.carriageReturn), Self.splat(.lineFeed), Self.splat(.hyphen), Self.splat(.hyphen),
            Self.splat(first)
        )
    }

    /// The delimiter without its CRLF, as it stands at the start of a line.
    var dashBoundary: ArraySlice<UInt8> { bytes[2...] }

    private static func splat(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Where in `chunk`, from `position` on, a delimiter may begin: the index of its CR, or the end of the chunk.
    ///
    /// It looks for five bytes in a row, at 64 places at a time, so that CRs, LFs and hyphens without a boundary
    /// behind them cost nothing, however dense they are. The last places of a chunk, where five bytes do not fit, are
    /// told by the CR alone.
    func firstCandidate(in chunk: RawSpan, from position: Int) -> Int {
        let count = chunk.byteCount
        var index = position
        while index < count &- (8 + 3) {
            let found = match(in: chunk, at: index)
            if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
            index &+= 8
            while index < count &- (64 + 3), !mayMatch(in: chunk, at: index) { index &+= 64 }
        }
        while index < count, chunk.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self) != .carriageReturn {
            index &+= 1
        }
        return index
    }

    /// A word in which the lowest bit set tells the first of eight places where the five bytes begin; 0 for none.
    ///
    /// A byte of the difference is zero where all five are equal, and taking one from a zero byte borrows.
    @inline(__always)
    private func match(in chunk: RawSpan, at index: Int) -> UInt64 {
        @inline(__always) func word(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: chunk.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ offset, as: UInt64.self))
        }
        let difference =
            (word(0) ^ prefix.0) | (word(1) ^ prefix.1) | (word(2) ^ prefix.2) | (word(3) ^ prefix.3)
            | (word(4) ^ prefix.4)
        return (difference &- Self.splat(1)) & ~difference & Self.splat(0x80)
    }

    /// Whether the five bytes begin at one of 64 places.
    @inline(__always)
    private func mayMatch(in chunk: RawSpan, at index: Int) -> Bool {
        typealias Block = SIMD8<UInt64>
        @inline(__always) func block(_ offset: Int) -> Block {
            chunk.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ offset, as: Block.self)
        }
        let difference =
            (block(0) ^ Block(repeating: prefix.0)) | (block(1) ^ Block(repeating: prefix.1))
            | (block(2) ^ Block(repeating: prefix.2)) | (block(3) ^ Block(repeating: prefix.3))
            | (block(4) ^ Block(repeating: prefix.4))
        let zeros = (difference &- Block(repeating: Self.splat(1))) & ~difference
        let half = zeros.lowHalf | zeros.highHalf
        let quarter = half.lowHalf | half.highHalf
        return (quarter[0] | quarter[1]) & Self.splat(0x80) != 0
    }
}
