/// Reads the parameters of a header value, such as `; name="file"; filename=a.txt`, in one pass.
///
/// Empty parameters (`;;`) and ones without `=` are skipped. Blanks around `=` and `;` are allowed.
struct HeaderParameters: ~Copyable {
    /// One parameter as it was sent.
    struct Parameter {
        let name: ArraySlice<UInt8>
        /// The bytes between the quotes, or up to the semicolon; escapes are not undone.
        let value: ArraySlice<UInt8>
        let isQuoted: Bool
    }

    private var rest: ArraySlice<UInt8>
    private var remaining: Int

    /// - Parameters:
    ///   - bytes: what follows the header's first word, so empty or beginning with blanks and a semicolon.
    ///   - limit: the most parameters that may follow.
    init(_ bytes: ArraySlice<UInt8>, limit: Int) {
        rest = bytes
        remaining = limit
    }

    /// The next parameter, nil after the last one.
    mutating func next() throws(MultipartError) -> Parameter? {
        while true {
            skipBlanks()
            guard let separator = rest.popFirst() else { return nil }
            guard separator == .semicolon else { throw MultipartError(.malformedParameter) }
            skipBlanks()
            let name = rest.prefix { $0.isTokenCharacter }
            rest = rest.dropFirst(name.count)
            skipBlanks()
            guard rest.first == .equals else {
                // Nothing but a name, or nothing at all: not a parameter. What else stands here is refused above.
                if !name.isEmpty { try count() }
                continue
            }
            guard !name.isEmpty else { throw MultipartError(.malformedParameter) }
            try count()
            rest.removeFirst()
            skipBlanks()
            guard rest.first == .quote else { return Parameter(name: name, value: try bareValue(), isQuoted: false) }
            return Parameter(name: name, value: try quotedValue(), isQuoted: true)
        }
    }

    private mutating func count() throws(MultipartError) {
        guard remaining > 0 else { throw MultipartError(.tooManyParameters) }
        remaining -= 1
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0.isBlank }
    }

    /// Everything up to the next semicolon; senders leave out the quotes also where there should be some.
    private mutating func bareValue() throws(MultipartError) -> ArraySlice<UInt8> {
        let value = rest.prefix { $0 != .semicolon }
        guard !value.contains(.quote) else { throw MultipartError(.malformedParameter) }
        rest = rest.dropFirst(value.count)
        return value.trimmingBlanks
    }

    /// The bytes up to the quote that closes the one here.
    ///
    /// `\"` and `\\` are pairs and never close. But where nothing else does, the last `\"` that ends a value was a
    /// backslash and the closing quote, as in `filename="C:\dir\"` (UPLOAD-12).
    private mutating func quotedValue() throws(MultipartError) -> ArraySlice<UInt8> {
        let start = rest.startIndex + 1
        var index = start
        var lastEscapedQuote: Int?
        while index < rest.endIndex {
            let byte = rest[index]
            if byte == .quote { return close(at: index, from: start) }
            let isPair = byte == .backslash && index + 1 < rest.endIndex
            if isPair, rest[index + 1] == .quote || rest[index + 1] == .backslash {
                if rest[index + 1] == .quote { lastEscapedQuote = index + 1 }
                index += 2
            } else {
                index += 1
            }
        }
        guard let lastEscapedQuote else { throw MultipartError(.unterminatedQuote) }
        let follower = rest[(lastEscapedQuote + 1)...].first { !$0.isBlank }
        guard follower == nil || follower == .semicolon else { throw MultipartError(.unterminatedQuote) }
        return close(at: lastEscapedQuote, from: start)
    }

    private mutating func close(at quote: Int, from start: Int) -> ArraySlice<UInt8> {
        let value = rest[start..<quote]
        rest = rest[(quote + 1)...]
        return value
    }
}
