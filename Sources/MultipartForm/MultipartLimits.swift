/// How much of a body may be something other than a file's bytes (LIMIT-02).
///
/// A negative limit counts as zero.
public struct MultipartLimits: Sendable, Hashable {
    /// All of a body that is not a file's bytes, together, in bytes: preamble, delimiters and their padding, part
    /// headers, the content of ordinary fields, epilogue.
    public var overhead: Int

    /// The headers of one part in bytes, line ends and the blank line included.
    public var partHeaderBytes: Int

    /// How many headers a part may have. A folded header is one.
    public var headersPerPart: Int

    /// How many parameters a header may have.
    public var parametersPerHeader: Int

    /// The limits of the contract, unless told otherwise.
    public init(
        overhead: Int = 64 * 1024,
        partHeaderBytes: Int = 16 * 1024,
        headersPerPart: Int = 64,
        parametersPerHeader: Int = 64
    ) {
        self.overhead = overhead
        self.partHeaderBytes = partHeaderBytes
        self.headersPerPart = headersPerPart
        self.parametersPerHeader = parametersPerHeader
    }
}
