/// What a protocol means by its texts is ASCII: compared and found by their bytes they cost a fraction of what characters do.
extension StringProtocol {
    /// Whether both are the same but for the case of ASCII letters.
    func isSame(inAnyCase other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.smallLetter == $1.smallLetter }
    }

    /// Whether `other` stands in it, byte by byte, but for the case of ASCII letters.
    func holds(inAnyCase other: String) -> Bool { firstIndex(inAnyCase: other) != nil }

    /// Where `other` stands in it first.
    func firstIndex(inAnyCase other: String) -> Index? {
        var (start, left) = (utf8.startIndex, utf8.count - other.utf8.count)
        while left >= 0 {
            if utf8[start...].starts(with: other.utf8, by: { $0.smallLetter == $1.smallLetter }) { return start }
            (start, left) = (utf8.index(after: start), left - 1)
        }
        return nil
    }
}

extension UInt8 {
    /// The small letter of a capital one of ASCII.
    fileprivate var smallLetter: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
