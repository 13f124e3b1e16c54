/// Encoded words of mail (RFC 2047), as .NET puts them into `filename`: `=?utf-8?B?0L4udHh0?=`.
enum EncodedWords {
    /// The text as UTF-8 where `value` is nothing but encoded words with blanks between them; else nil.
    ///
    /// Blanks between two words are not part of the text. Words are joined as bytes, so that a character may be split
    /// over two; bytes that are not UTF-8 stay for the caller to repair.
    static func decode(_ value: [UInt8]) -> [UInt8]? {
        guard value.first == .equals, value.last == .equals else { return nil }
        var text: [UInt8] = []
        for word in value.split(whereSeparator: { $0.isBlank }) {
            guard let decoded = decodeWord(word) else { return nil }
            text += decoded
        }
        return text
    }

    private static func decodeWord(_ word: ArraySlice<UInt8>) -> [UInt8]? {
        let fields = word.split(separator: .questionMark, maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count == 5, fields[0].spells("="), fields[4].spells("=") else { return nil }
        // RFC 2231 lets a language follow the charset: `utf-8*en`.
        let charset = fields[1].prefix { $0 != UInt8(ascii: "*") }
        guard let charset = Charset(charset) else { return nil }
        let octets =
            if fields[2].spells("B") {
                decodeBase64(fields[3])
            } else if fields[2].spells("Q") {
                decodeQ(fields[3])
            } else {
                nil as [UInt8]?
            }
        guard let octets else { return nil }
        return switch charset {
        case .utf8: octets
        case .latin1: charset.utf8(octets)
        }
    }

    private static func decodeQ(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case .underscore: octets.append(.space)
            case .equals:
                guard let octet = rest.popHexOctet() else { return nil }
                octets.append(octet)
            default: octets.append(byte)
            }
        }
        return octets
    }

    /// Base64 with or without padding at the end.
    private static func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let end = text.lastIndex { $0 != .equals }.map { $0 + 1 } ?? text.startIndex
        let digits = text[..<end]
        guard text.count - digits.count <= 2, digits.count % 4 != 1 else { return nil }
        var octets: [UInt8] = []
        octets.reserveCapacity(digits.count)
        var bits: UInt32 = 0
        var count = 0
        for digit in digits {
            guard let value = base64Value(digit) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                octets.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return octets
    }

    private static func base64Value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 0x41...0x5A: UInt32(digit - 0x41)
        case 0x61...0x7A: UInt32(digit - 0x61) + 26
        case 0x30...0x39: UInt32(digit - 0x30) + 52
        case UInt8(ascii: "+"): 62
        case .slash: 63
        default: nil
        }
    }
}
