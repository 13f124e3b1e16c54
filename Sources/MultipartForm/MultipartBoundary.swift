/// The text that separates the parts of a form, without the hyphens before it (UPLOAD-06).
///
/// It holds 1 to 70 characters of RFC 2046 `bchars`: letters, digits, `'()+_,-./:=?`, and spaces but for the end.
public struct MultipartBoundary: Sendable, Hashable {
    /// The most characters that a boundary may have.
    public static let maxLength = 70

    /// The boundary itself.
    public let text: String

    /// Takes `text` as the boundary.
    ///
    /// - Throws: `emptyBoundary`, `boundaryTooLong` or `illegalBoundary`.
    public init(_ text: String) throws(MultipartError) {
        try self.init(bytes: Array(text.utf8))
    }

    init(bytes: some BidirectionalCollection<UInt8>) throws(MultipartError) {
        guard let last = bytes.last else { throw MultipartError(.emptyBoundary) }
        guard bytes.count <= Self.maxLength else { throw MultipartError(.boundaryTooLong) }
        guard last != .space, bytes.allSatisfy(Self.allows) else { throw MultipartError(.illegalBoundary) }
        text = String(decoding: bytes, as: UTF8.self)
    }

    private init(trusted text: String) {
        self.text = text
    }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case .space, .apostrophe, 0x28...0x29, 0x2B...0x2F, .colon, .equals, .questionMark, .underscore: true
        default: byte.isAlphanumeric
        }
    }

    /// A boundary of 128 random bits, which no content can be expected to hold.
    public static func random() -> MultipartBoundary {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A boundary of 128 bits from `generator`.
    public static func random(using generator: inout some RandomNumberGenerator) -> MultipartBoundary {
        let digits = (0..<2).map { _ in
            let word = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - word.utf8.count) + word
        }
        return MultipartBoundary(trusted: digits.joined())
    }
}
