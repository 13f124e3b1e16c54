/// Why a file is no state that could be brought back: one sentence. Nothing was changed.
public struct StateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence.
    public let description: String

    static let notOurs = StateError(description: "The body has to be a state as GET state gives it; this is none.")
    static let otherVersion = StateError(
        description: "The state was saved by another version of pyrus-files; it needs the same one.")

    static func damaged(_ what: String) -> StateError {
        StateError(description: "The state is damaged: \(what). Nothing was changed.")
    }
}
