/// What a body had that a parser accepts, and that a careful sender leaves out.
///
/// None of it is an error. What a part's own head shows, such as an unusual header, stands in its ``PartHead``.
public struct MultipartOddities: OptionSet, Sendable, Hashable {
    /// A bit for each.
    public let rawValue: UInt8

    /// The oddities of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Bytes before the first delimiter, be it a lone CRLF (M020, M021).
    public static let preamble = Self(rawValue: 1 << 0)
    /// More than a CRLF behind the close delimiter (M038, M039).
    public static let epilogue = Self(rawValue: 1 << 1)
    /// No CRLF behind the close delimiter (M037). A body that goes on has it no longer.
    public static let missingFinalLineEnd = Self(rawValue: 1 << 2)
    /// Spaces or tabs between a boundary and its line's end (M024).
    public static let paddedDelimiter = Self(rawValue: 1 << 3)
    /// CRLF and the boundary inside a part's content, where what follows makes it no delimiter (M031).
    public static let boundaryInContent = Self(rawValue: 1 << 4)
    /// A part's header that goes on in a second line (M051).
    public static let foldedHeader = Self(rawValue: 1 << 5)
    /// A line of a part's headers that ends inside quotes: most likely a line end of a file name, sent as it is.
    public static let lineEndInQuotes = Self(rawValue: 1 << 6)
}
