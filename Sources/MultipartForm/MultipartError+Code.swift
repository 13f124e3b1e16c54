extension MultipartError {
    /// The kinds of error, comparable and open to more: `error.code == .truncatedContent`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private let kind: Kind

        /// The code's name, such as `truncatedContent`.
        public var description: String { String(describing: kind) }

        /// What is wrong, as an English sentence without the full stop.
        public var sentence: String { kind.rawValue }
    }
}

extension MultipartError.Code {
    private enum Kind: String {
        case notFormData = "The content type is not multipart/form-data"
        case missingBoundary = "The content type has no boundary parameter"
        case emptyBoundary = "The boundary is empty"
        case repeatedBoundary = "The content type has more than one boundary"
        case boundaryTooLong = "The boundary is longer than 70 characters"
        case illegalBoundary = "The boundary has a character that boundaries may not have, or ends in a space"
        case malformedParameter = "A header's parameter is malformed, as with a quote inside quotes that is not escaped"
        case unterminatedQuote = "A quoted parameter value has no closing quote"
        case repeatedParameter = "A header has the same parameter twice"
        case tooManyParameters = "A header has more parameters than allowed"
        case noDelimiter = "The body ended before a delimiter line"
        case misplacedDelimiter = "A delimiter is not on a line of its own that CRLF ends, so that a part would be lost"
        case truncatedHeaders = "The body ended inside a part's headers"
        case truncatedContent = "The body ended before the close delimiter"
        case delimiterInHeaders = "A delimiter came before the blank line that ends a part's headers"
        case bareLineFeed = "A line ends in LF without CR"
        case bareCarriageReturn = "A CR without LF stands inside a header"
        case missingColon = "A header line has no colon"
        case illegalHeaderName = "A header name is empty or has a character that header names may not have"
        case leadingContinuation = "The first header line of a part continues a line that does not exist"
        case missingDisposition = "A part has no Content-Disposition"
        case repeatedDisposition = "A part has more than one Content-Disposition"
        case illegalDisposition = "A part's Content-Disposition is not form-data with parameters"
        case tooManyHeaders = "A part has more headers than allowed"
        case partHeadersTooLarge = "A part's headers are larger than allowed"
        case overheadTooLarge = "What is not the file's own bytes is larger than allowed"
        case illegalContentType = "A part's content type has a character that would end its header line"
        case illegalLength = "The body's length is negative or too large for a 64-bit number"
    }

    // Content-Type and boundary.
    /// Another content type than multipart/form-data, or none.
    public static let notFormData = Self(kind: .notFormData)
    /// No boundary parameter (M001, M012).
    public static let missingBoundary = Self(kind: .missingBoundary)
    /// A boundary without a character (M002).
    public static let emptyBoundary = Self(kind: .emptyBoundary)
    /// Two boundaries in one content type (M003).
    public static let repeatedBoundary = Self(kind: .repeatedBoundary)
    /// More than 70 characters (M006).
    public static let boundaryTooLong = Self(kind: .boundaryTooLong)
    /// A character outside RFC 2046 `bchars`, or a space at the end (M005, M007, M008).
    public static let illegalBoundary = Self(kind: .illegalBoundary)

    // Parameters of any header.
    /// Something other than `name=value` between two semicolons (M067).
    public static let malformedParameter = Self(kind: .malformedParameter)
    /// A quote that nothing closes.
    public static let unterminatedQuote = Self(kind: .unterminatedQuote)
    /// The same parameter twice in a Content-Disposition (M069).
    public static let repeatedParameter = Self(kind: .repeatedParameter)
    /// Over `MultipartLimits.parametersPerHeader` (M077).
    public static let tooManyParameters = Self(kind: .tooManyParameters)

    // Framing.
    /// The body ended, and no delimiter had come (M016, M019).
    public static let noDelimiter = Self(kind: .noDelimiter)
    /// The boundary stands in the preamble, but not as a delimiter (M022, M026).
    public static let misplacedDelimiter = Self(kind: .misplacedDelimiter)
    /// The body ended inside a part's headers (M040, M041).
    public static let truncatedHeaders = Self(kind: .truncatedHeaders)
    /// The body ended without the close delimiter (M027, M028, M035, M036).
    public static let truncatedContent = Self(kind: .truncatedContent)
    /// A delimiter where a header line or the blank line was due (M041).
    public static let delimiterInHeaders = Self(kind: .delimiterInHeaders)

    // Part headers.
    /// LF without CR inside a part's headers (M026, M050).
    public static let bareLineFeed = Self(kind: .bareLineFeed)
    /// CR without LF inside a part's headers (M048, M049).
    public static let bareCarriageReturn = Self(kind: .bareCarriageReturn)
    /// A header line without a colon (M046).
    public static let missingColon = Self(kind: .missingColon)
    /// A header name that is no token (M045, M047).
    public static let illegalHeaderName = Self(kind: .illegalHeaderName)
    /// A part whose first line begins with white space (M052).
    public static let leadingContinuation = Self(kind: .leadingContinuation)
    /// A part without Content-Disposition (M043).
    public static let missingDisposition = Self(kind: .missingDisposition)
    /// A part with two (M054).
    public static let repeatedDisposition = Self(kind: .repeatedDisposition)
    /// A disposition that is not `form-data`, or has no parameter (M056).
    public static let illegalDisposition = Self(kind: .illegalDisposition)
    /// Over `MultipartLimits.headersPerPart` (M057).
    public static let tooManyHeaders = Self(kind: .tooManyHeaders)
    /// Over `MultipartLimits.partHeaderBytes` (M057).
    public static let partHeadersTooLarge = Self(kind: .partHeadersTooLarge)
    /// Over `MultipartLimits.overhead` (M019, M020, M038, M079, M080).
    public static let overheadTooLarge = Self(kind: .overheadTooLarge)

    // Encoder.
    /// A content type with a control or non-ASCII character was given to the encoder.
    public static let illegalContentType = Self(kind: .illegalContentType)
    /// A negative length was given to the encoder, or the sum does not fit.
    public static let illegalLength = Self(kind: .illegalLength)
}
