/// Why a body, a boundary or a header is not what multipart/form-data asks for (UPLOAD-11).
///
/// Compare `code` to tell errors apart; `description` is a sentence for people.
public struct MultipartError: Error, Equatable, Sendable {
    /// What is wrong.
    public let code: Code

    /// Where in the body, in bytes from its start; nil for an error outside of a body.
    ///
    /// For a header that cannot be read it is the start of its line, for a limit the first byte beyond it. It does not
    /// depend on how the body was cut into chunks.
    public let offset: Int?

    /// Makes an error of `code`, found at `offset` of a body.
    public init(_ code: Code, at offset: Int? = nil) {
        self.code = code
        self.offset = offset
    }

    /// The same error, with the place in the body where there was none.
    func located(at offset: Int) -> MultipartError {
        MultipartError(code, at: self.offset ?? offset)
    }
}

extension MultipartError: CustomStringConvertible {
    /// What is wrong, and where, as an English sentence.
    public var description: String {
        guard let offset else { return "\(code.sentence)." }
        return "\(code.sentence) (byte \(offset) of the body)."
    }
}
