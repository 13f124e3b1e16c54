/// What came of a case.
public struct CaseResult: Sendable {
    /// The case.
    public let `case`: Case
    /// How it ended.
    public internal(set) var outcome: Outcome
    /// Where it did not pass: what was expected, if that is narrower than the case's own sentence.
    public let expected: String?
    /// Where it did not pass: what there was.
    public let actual: String?
    /// Why it has this outcome, where that is no pass.
    public internal(set) var reason: String?
    /// How long it took.
    public let seconds: Double
    /// What went over its connections.
    public let transcript: [Transcript.Event]
    /// What it left on the server.
    public internal(set) var remnants: [Remnant]

    init(
        _ case: Case, _ outcome: Outcome, expected: String? = nil, actual: String? = nil, reason: String? = nil,
        seconds: Double = 0, transcript: [Transcript.Event] = [], remnants: [Remnant] = []
    ) {
        self.case = `case`
        self.outcome = outcome
        self.expected = expected
        self.actual = actual
        self.reason = reason
        self.seconds = seconds
        self.transcript = transcript
        self.remnants = remnants
    }
}
