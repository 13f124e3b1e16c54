import MultipartForm

/// What a request's Content-Type says of the form that follows.
struct AnnouncedForm: Sendable {
    let boundary: String
    let isQuoted: Bool
    /// Whether blanks stand around the parameter's `=`.
    let hasBlanks: Bool
    /// Whether there are other parameters.
    let hasOthers: Bool

    /// `nil` where it is no form, or has no boundary that can be used.
    init?(_ contentTypes: [String]) {
        let value = contentTypes.joined(separator: ", ")
        guard let boundary = try? MultipartBoundary(contentType: value) else { return nil }
        self.boundary = boundary.text
        // The parameters have the grammar of those of a Content-Disposition.
        let parameters = Substring(value.utf8.drop { $0 != UInt8(ascii: ";") && !$0.isBlank })
        let parsed = try? ContentDisposition(parsing: Array("x\(parameters)".utf8))
        isQuoted = parsed?["boundary"]?.isQuoted ?? false
        hasOthers = parsed?.parameters.count ?? 1 > 1
        let bare = parameters.utf8.prefix { $0 != UInt8(ascii: "\"") }
        hasBlanks = zip(bare, bare.dropFirst()).contains { byte, next in
            byte == UInt8(ascii: "=") && next.isBlank || byte.isBlank && next == UInt8(ascii: "=")
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
