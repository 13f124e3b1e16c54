/// The bytes that have a meaning in MIME syntax, by name.
extension UInt8 {
    static var tab: UInt8 { 0x09 }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
    static var space: UInt8 { 0x20 }
    static var quote: UInt8 { 0x22 }
    static var percent: UInt8 { 0x25 }
    static var apostrophe: UInt8 { 0x27 }
    static var hyphen: UInt8 { 0x2D }
    static var slash: UInt8 { 0x2F }
    static var colon: UInt8 { 0x3A }
    static var semicolon: UInt8 { 0x3B }
    static var equals: UInt8 { 0x3D }
    static var questionMark: UInt8 { 0x3F }
    static var backslash: UInt8 { 0x5C }
    static var underscore: UInt8 { 0x5F }

    /// A space or a tab: the white space that MIME allows inside a line.
    var isBlank: Bool { self == .space || self == .tab }

    /// A letter or a digit of ASCII.
    var isAlphanumeric: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// A character of an RFC 9110 token (`tchar`): of header and parameter names, and of values that need no quotes.
    var isTokenCharacter: Bool {
        switch self {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: isAlphanumeric
        }
    }

    /// The value of a hexadecimal digit of either case.
    var hexDigitValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// This byte with its ASCII letter in lower case; other bytes as they are.
    var lowercased: UInt8 {
        (0x41...0x5A).contains(self) ? self | 0x20 : self
    }
}

extension BidirectionalCollection<UInt8> where SubSequence: BidirectionalCollection {
    /// The bytes without the spaces and tabs at either end.
    var trimmingBlanks: SubSequence {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}

extension ArraySlice<UInt8> {
    /// Takes two hexadecimal digits off the start, whatever their case, and returns the byte that they write.
    mutating func popHexOctet() -> UInt8? {
        guard let high = popFirst()?.hexDigitValue, let low = popFirst()?.hexDigitValue else { return nil }
        return high << 4 | low
    }
}

extension Sequence<UInt8> {
    /// Whether the bytes spell `text`, whatever the case of ASCII letters.
    func spells(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { expected in elementsEqual(expected) { $0.lowercased == $1.lowercased } }
    }
}
