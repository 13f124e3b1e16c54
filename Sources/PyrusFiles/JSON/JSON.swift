/// A JSON value (RFC 8259) that keeps what the service shows to the byte: the order of members and a number's literal.
public enum JSON: Sendable, Equatable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number, as the literal that stood in the text; two literals of one value (`1`, `1.0`) are not equal.
    case number(String)
    /// A string, unescaped.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Members in order. A key may occur more than once: all are kept, and the last one is found by its key.
    case object([Member])

    /// A key of an object, and its value.
    public struct Member: Sendable, Equatable {
        /// The key, unescaped.
        public var key: String
        /// The value.
        public var value: JSON

        /// A member of an object.
        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// A whole number of any width.
    public static func integer(_ value: some BinaryInteger) -> JSON {
        .number(String(value))
    }
}

extension JSON {
    /// The value of the last member with this key; nil for any other key and for everything that is no object.
    ///
    /// Keys are compared byte by byte: canonical equivalence would take U+212A for `K`.
    public subscript(key: String) -> JSON? {
        objectValue?.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// The text of a string, else nil.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of a whole number that fits, else nil; a literal with a fraction or an exponent, even `1.0`, is none.
    public var int64Value: Int64? {
        if case .number(let literal) = self { Int64(literal) } else { nil }
    }

    /// The value of `true` or `false`, else nil.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements of an array, else nil.
    public var arrayValue: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object, else nil.
    public var objectValue: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }
}
