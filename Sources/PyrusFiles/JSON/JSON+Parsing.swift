extension JSON {
    /// Depth of nesting past which no text is read, whatever the caller allows: it bounds the stack.
    public static let greatestDepth = 128

    /// Reads one JSON text, strictly by RFC 8259, in time linear to its length.
    ///
    /// Refused are an empty text, anything but white space after the value, a byte order mark, strings that are not
    /// UTF-8, escapes of half a surrogate pair (they have no form in UTF-8), raw control characters in strings, leading
    /// zeros, and arrays and objects more than `maxDepth` deep. Numbers keep their literal, whatever their size.
    ///
    /// - Parameters:
    ///   - bytes: the whole text
    ///   - maxDepth: arrays and objects within each other; ``greatestDepth`` at most
    public init(parsing bytes: some Collection<UInt8>, maxDepth: Int = 64) throws(JSONError) {
        var parser = JSONParser(bytes: Array(bytes))
        self = try parser.document(maxDepth: min(maxDepth, Self.greatestDepth))
    }
}

/// A recursive descent over the bytes of one text; recursion is as deep as the text and no deeper than allowed.
struct JSONParser {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The byte at the offset, nil at the end.
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func document(maxDepth: Int) throws(JSONError) -> JSON {
        skipSpace()
        let value = try value(depthLeft: maxDepth)
        guard next == nil else { throw fault("something follows the value") }
        return value
    }

    /// A value and the white space after it.
    private mutating func value(depthLeft: Int) throws(JSONError) -> JSON {
        guard let first = next else { throw fault("the text ends where a value is expected") }
        let value: JSON
        switch first {
        case UInt8(ascii: "{"): value = .object(try members(depthLeft: depthLeft))
        case UInt8(ascii: "["): value = .array(try elements(depthLeft: depthLeft))
        case UInt8(ascii: "\""): value = .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39: value = .number(try number())
        case UInt8(ascii: "t"): value = try word("true", .bool(true))
        case UInt8(ascii: "f"): value = try word("false", .bool(false))
        case UInt8(ascii: "n"): value = try word("null", .null)
        default: throw fault("a value is expected")
        }
        skipSpace()
        return value
    }

    private mutating func elements(depthLeft: Int) throws(JSONError) -> [JSON] {
        guard depthLeft > 0 else { throw fault("arrays and objects are nested too deep") }
        var elements: [JSON] = []
        skip()
        if take("]") { return elements }
        repeat {
            elements.append(try value(depthLeft: depthLeft - 1))
        } while take(",")
        guard take("]", thenSpace: false) else { throw fault("a comma or ] is expected") }
        return elements
    }

    private mutating func members(depthLeft: Int) throws(JSONError) -> [JSON.Member] {
        guard depthLeft > 0 else { throw fault("arrays and objects are nested too deep") }
        var members: [JSON.Member] = []
        skip()
        if take("}") { return members }
        repeat {
            guard next == UInt8(ascii: "\"") else { throw fault("a key in quotes is expected") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw fault("a colon is expected") }
            members.append(JSON.Member(key, try value(depthLeft: depthLeft - 1)))
        } while take(",")
        guard take("}", thenSpace: false) else { throw fault("a comma or } is expected") }
        return members
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let end = offset + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[offset..<end].elementsEqual(word.description.utf8) else {
            throw fault("a value is expected")
        }
        offset = end
        return value
    }

    func fault(_ sentence: String) -> JSONError { JSONError(offset: offset, sentence: sentence) }

    /// Passes an opening bracket and the white space after it.
    private mutating func skip() {
        offset += 1
        skipSpace()
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
    }

    /// Passes this byte and the white space after it, where it is the next one.
    private mutating func take(_ byte: Unicode.Scalar, thenSpace: Bool = true) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        offset += 1
        if thenSpace { skipSpace() }
        return true
    }
}
