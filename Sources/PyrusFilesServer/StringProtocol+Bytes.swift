/// What a protocol means by its texts is ASCII: compared and found by their bytes they cost a fraction of what characters do.
extension StringProtocol {
    /// Whether both are the same but for the case of ASCII letters.
    func isSame(inAnyCase other: String) -> Bool {
        utf8.count == other.utf8.count && offset(inAnyCase: other) == 0
    }

    /// Whether `other` stands in it, byte by byte, but for the case of ASCII letters.
    func holds(inAnyCase other: String) -> Bool { firstIndex(inAnyCase: other) != nil }

    /// Where `other` stands in it first.
    func firstIndex(inAnyCase other: String) -> Index? {
        offset(inAnyCase: other).map { utf8.index(utf8.startIndex, offsetBy: $0) }
    }

    /// Every request is searched for dozens of words: byte by byte in memory, without an index of a text at each step.
    private func offset(inAnyCase other: String) -> Int? {
        withBytes { bytes in other.withBytes { bytes.firstOffset(inAnyCase: $0) } }
    }

    /// A text that another language's runtime keeps is copied first; Swift's own lie in one piece.
    private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func firstOffset(inAnyCase other: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = other.first?.smallLetter else { return 0 }
        guard other.count <= count else { return nil }
        return (0...(count - other.count)).first { start in
            self[start].smallLetter == first
                && (1..<other.count).allSatisfy { self[start + $0].smallLetter == other[$0].smallLetter }
        }
    }
}

extension UInt8 {
    /// The small letter of a capital one of ASCII.
    fileprivate var smallLetter: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
