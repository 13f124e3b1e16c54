/// 128 bits in the order in which they are written: what a GUID and an MD5 digest both are.
struct SixteenBytes: Sendable, Hashable {
    var high: UInt64
    var low: UInt64
}

extension SixteenBytes {
    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let eight = bytes.index(bytes.startIndex, offsetBy: 8)
        self.init(high: Self.word(bytes[..<eight]), low: Self.word(bytes[eight...]))
    }

    /// Exactly 32 hex digits of either case.
    init?(hexDigits: some Collection<UInt8>) {
        guard hexDigits.count == 32 else { return nil }
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for digit in hexDigits {
            guard let value = digit.hexValue else { return nil }
            words = (words.high << 4 | words.low >> 60, words.low << 4 | UInt64(value))
        }
        self.init(high: words.high, low: words.low)
    }

    var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// 32 hex digits as ASCII.
    func hexDigits(uppercase: Bool = false) -> [UInt8] {
        let alphabet = uppercase ? Self.upper : Self.lower
        var digits = [UInt8](repeating: 0, count: 32)
        var rest = self
        for place in digits.indices.reversed() {
            digits[place] = alphabet[Int(rest.low & 0x0F)]
            rest = SixteenBytes(high: rest.high >> 4, low: rest.high << 60 | rest.low >> 4)
        }
        return digits
    }

    private static let lower = Array("0123456789abcdef".utf8)
    private static let upper = Array("0123456789ABCDEF".utf8)

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension UInt8 {
    /// 0 to 15 for an ASCII hex digit of either case, else nil.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
