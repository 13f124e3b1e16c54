/// What came of a case.
public enum Outcome: String, Sendable, CaseIterable {
    case passed, failed
    /// A SHOULD is not met, or a MUST that rests on this project's choice alone.
    case warned
    /// The peer does not have what the case asks for.
    case unsupported
    /// It failed, as the list of expected failures has it.
    case expectedFailure = "expected-failure"
    /// It passed although the list says that it fails.
    case unexpectedPass = "unexpected-pass"
    case notRun = "not-run"
    /// The adapter, the set-up or the kit failed: never the peer.
    case error
}

/// What a check throws where the peer is not as it must be.
public struct Mismatch: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was expected, where that is narrower than the case's own expectation.
    public let expected: String
    /// What there was.
    public let actual: String

    /// - Parameters:
    ///   - expected: the end of a sentence that begins "Expected".
    ///   - actual: the end of one that begins "got".
    public init(expected: String, actual: String) {
        self.expected = expected
        self.actual = actual
    }

    /// A sentence.
    public var description: String { "Expected \(expected); got \(actual)" + (actual.hasSuffix(".") ? "" : ".") }
}

/// What a check throws where it can't be judged here.
public struct CannotJudge: Error, Sendable, Equatable {
    /// A sentence.
    public let reason: String
    /// Whether the peer does not have what is asked for.
    public let isUnsupported: Bool

    /// - Parameters:
    ///   - reason: a sentence.
    ///   - isUnsupported: whether the peer does not have what is asked for.
    public init(_ reason: String, isUnsupported: Bool = false) {
        self.reason = reason
        self.isUnsupported = isUnsupported
    }
}

/// What a check throws where the set-up that it needs can't be made: not the peer's failure, nor none.
public struct SetUpFailure: Error, Sendable, Equatable {
    /// A sentence.
    public let reason: String

    /// - Parameter reason: a sentence.
    public init(_ reason: String) { self.reason = reason }
}
