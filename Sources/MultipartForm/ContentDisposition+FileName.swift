extension ContentDisposition {
    /// The name under which a file is stored (UPLOAD-12), without any folder.
    ///
    /// It comes from `filename*` where that decodes, else from `filename`. It is nil where there is neither: the part
    /// is an ordinary field. It is empty where nothing is left of it, as after `filename=""` or `C:\dir\`: no file was
    /// chosen. Bytes that are not UTF-8 have become U+FFFD; control characters are kept.
    public var fileName: String? {
        let plain = self["filename"]
        let extended = self["filename*"]
        guard plain != nil || extended != nil else { return nil }
        let decoded = extended.flatMap { ExtendedValue.decode($0.value) }
        let whole = decoded ?? plain.map { Self.decodePlain($0.value) } ?? []
        let separator = whole.lastIndex { $0 == .slash || $0 == .backslash }
        let segment = separator.map { whole[($0 + 1)...] } ?? whole[...]
        return String(decoding: segment, as: UTF8.self)
    }

    /// The part's own name, which does not matter to the service (UPLOAD-04), for people to read; nil where missing.
    public var name: String? {
        self["name"].map { String(decoding: Self.undoEscapes(in: $0.value), as: UTF8.self) }
    }

    private static func decodePlain(_ value: [UInt8]) -> [UInt8] {
        let unescaped = undoEscapes(in: value)
        return EncodedWords.decode(unescaped) ?? unescaped
    }

    /// Undoes `\"` and `\\`, as older senders escape, and then `%22`, `%0D` and `%0A`, as browsers do.
    ///
    /// A backslash before anything else is one of a Windows path, and any other `%` is the name's own.
    private static func undoEscapes(in value: [UInt8]) -> [UInt8] {
        undoPercents(in: undoBackslashes(in: value))
    }

    private static func undoBackslashes(in value: [UInt8]) -> [UInt8] {
        guard value.contains(.backslash) else { return value }
        var result: [UInt8] = []
        result.reserveCapacity(value.count)
        var index = 0
        while index < value.count {
            if value[index] == .backslash, index + 1 < value.count {
                let next = value[index + 1]
                if next == .quote || next == .backslash { index += 1 }
            }
            result.append(value[index])
            index += 1
        }
        return result
    }

    private static func undoPercents(in value: [UInt8]) -> [UInt8] {
        guard value.contains(.percent) else { return value }
        var result: [UInt8] = []
        result.reserveCapacity(value.count)
        var index = 0
        while index < value.count {
            if value[index] == .percent, index + 2 < value.count,
                let character = escaped(by: value[index + 1], value[index + 2])
            {
                result.append(character)
                index += 3
            } else {
                result.append(value[index])
                index += 1
            }
        }
        return result
    }

    /// The character that `%` and two digits stand for, of those that are escaped this way; the digits in upper case.
    private static func escaped(by high: UInt8, _ low: UInt8) -> UInt8? {
        switch (high, low) {
        case (UInt8(ascii: "2"), UInt8(ascii: "2")): .quote
        case (UInt8(ascii: "0"), UInt8(ascii: "D")): .carriageReturn
        case (UInt8(ascii: "0"), UInt8(ascii: "A")): .lineFeed
        default: nil
        }
    }
}
