/// One line of the contract, under the id by which code, tests and reports name it.
public struct Requirement: Sendable, Identifiable, Equatable {
    /// The group and a number in it, such as `UPLOAD-12`; never given anew.
    public let id: String
    /// Whether it must, should or may be met.
    public let level: Level
    /// How it is known, strongest first; never empty.
    public let evidence: [Evidence]
    /// What is required.
    public let sentence: String

    init(_ id: String, _ level: Level, _ evidence: [Evidence], _ sentence: String) {
        self.id = id
        self.level = level
        self.evidence = evidence
        self.sentence = sentence
    }

    /// As in RFC 2119.
    public enum Level: String, Sendable, CaseIterable {
        /// Absolute.
        case must
        /// To be met unless there is a good reason.
        case should
        /// Left to the implementer.
        case may
    }

    /// The part of the id before its number, such as `UPLOAD`.
    public var group: String { String(id.prefix { $0 != "-" }) }
}
