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
        let parameters = value.drop { $0 != ";" && $0 != " " && $0 != "\t" }
        let parsed = try? ContentDisposition(parsing: Array("x\(parameters)".utf8))
        isQuoted = parsed?["boundary"]?.isQuoted ?? false
        hasOthers = parsed?.parameters.count ?? 1 > 1
        let bare = parameters.prefix { $0 != "\"" }
        hasBlanks = [" =", "= ", "\t=", "=\t"].contains { bare.holds(inAnyCase: $0) } || bare.hasSuffix("= ")
    }
}
