/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Number of bytes before the fault.
    public let offset: Int
    /// What is wrong, as a sentence without its full stop, such as `a comma or ] is expected`.
    public let sentence: String

    /// A fault at a byte.
    public init(offset: Int, sentence: String) {
        self.offset = offset
        self.sentence = sentence
    }

    /// The sentence and the place together.
    public var description: String { "\(sentence) (at byte \(offset))" }
}
