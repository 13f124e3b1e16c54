/// A Content-Disposition header, read as leniently as real senders need and no more (M064 to M078).
public struct ContentDisposition: Sendable, Hashable {
    /// One parameter as it was sent.
    public struct Parameter: Sendable, Hashable {
        /// The name in lower case, such as `filename*`.
        public let name: String

        /// The bytes between the quotes, or up to the semicolon. No escape is undone, nothing is decoded.
        public let value: [UInt8]

        /// Whether the value stood in quotes.
        public let isQuoted: Bool
    }

    /// The first word in lower case: `form-data`, `attachment`.
    public let type: String

    /// The parameters in their order, also those that are ignored. No two have the same name.
    public let parameters: [Parameter]

    /// Reads the value of a Content-Disposition header, which need not be UTF-8.
    ///
    /// - Parameters:
    ///   - value: the header's value, unfolded.
    ///   - limit: the most parameters it may have (`MultipartLimits.parametersPerHeader`).
    /// - Throws: `illegalDisposition` where the first word is missing or no token, `malformedParameter`,
    ///   `unterminatedQuote`, `repeatedParameter` or `tooManyParameters`.
    public init(parsing value: [UInt8], limit: Int = MultipartLimits().parametersPerHeader) throws(MultipartError) {
        let trimmed = value.trimmingBlanks
        let type = trimmed.prefix { $0 != .semicolon && !$0.isBlank }
        guard !type.isEmpty, type.allSatisfy(\.isTokenCharacter) else { throw MultipartError(.illegalDisposition) }

        var names: Set<String> = []
        var parameters: [Parameter] = []
        var reader = HeaderParameters(trimmed.dropFirst(type.count), limit: limit)
        while let parameter = try reader.next() {
            let name = String(decoding: parameter.name.map(\.lowercased), as: UTF8.self)
            guard names.insert(name).inserted else { throw MultipartError(.repeatedParameter) }
            parameters.append(Parameter(name: name, value: Array(parameter.value), isQuoted: parameter.isQuoted))
        }
        self.type = String(decoding: type.map(\.lowercased), as: UTF8.self)
        self.parameters = parameters
    }

    /// The parameter called `name`, which is given in lower case.
    public subscript(name: String) -> Parameter? {
        parameters.first { $0.name == name }
    }
}
