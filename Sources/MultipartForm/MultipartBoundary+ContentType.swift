extension MultipartBoundary {
    /// The value of a Content-Type header that announces a form with this boundary, quoted where it has to be.
    public var contentType: String {
        let isToken = text.utf8.allSatisfy(\.isTokenCharacter)
        return "multipart/form-data; boundary=" + (isToken ? text : "\"\(text)\"")
    }

    /// Reads the boundary from the value of a request's Content-Type header (M001 to M015).
    ///
    /// Media type and parameter names have any case, parameters any order; the boundary may be quoted or not. Where a
    /// request has the header twice, give both values joined by a comma: two boundaries are refused.
    ///
    /// - Parameters:
    ///   - contentType: the header's value.
    ///   - limits: `parametersPerHeader` is the one that counts.
    /// - Throws: `notFormData`, `missingBoundary`, `repeatedBoundary`, the errors of `init(_:)`, and for parameters
    ///   that can't be read `malformedParameter`, `unterminatedQuote` or `tooManyParameters`.
    public init(contentType: String, limits: MultipartLimits = MultipartLimits()) throws(MultipartError) {
        try self.init(contentType: Array(contentType.utf8), limits: limits)
    }

    /// Reads the boundary from the bytes of a Content-Type header, which need not be UTF-8.
    ///
    /// - Throws: as `init(contentType:)` of a string.
    public init(contentType: [UInt8], limits: MultipartLimits = MultipartLimits()) throws(MultipartError) {
        let value = contentType.trimmingBlanks
        let mediaType = value.prefix { $0 != .semicolon && !$0.isBlank }
        guard mediaType.spells("multipart/form-data") else { throw MultipartError(.notFormData) }

        var boundary: ArraySlice<UInt8>?
        var parameters = HeaderParameters(value.dropFirst(mediaType.count), limit: limits.parametersPerHeader)
        while let parameter = try parameters.next() {
            guard parameter.name.spells("boundary") else { continue }
            guard boundary == nil else { throw MultipartError(.repeatedBoundary) }
            // Quotes allow a space; without them it ends the value, and whatever follows is no parameter.
            guard parameter.isQuoted || !parameter.value.contains(where: \.isBlank) else {
                throw MultipartError(.malformedParameter)
            }
            boundary = parameter.value
        }
        guard let boundary else { throw MultipartError(.missingBoundary) }
        try self.init(bytes: boundary)
    }
}
