/// Something that a request can have which the server takes, and which its client should do otherwise.
///
/// What an error answer says already is no note.
public struct NoteRule: Sendable {
    /// Its name in the journal.
    public let id: String
    /// What it is and what would be right, for the client's author.
    public let text: String
    private let isSeen: @Sendable (Evidence) -> Bool

    init(_ id: String, _ text: String, where isSeen: @escaping @Sendable (Evidence) -> Bool) {
        self.id = id
        self.text = text
        self.isSeen = isSeen
    }

    /// Every rule that is judged by a request. ``sentPastAnswer`` is seen only when the connection ends.
    static let all = ofRequests + ofBoundaries + ofFraming + ofParts + ofFileNames

    /// The notes that a request deserves.
    static func notes(on evidence: Evidence) -> [NoteRule] {
        all.filter { $0.isSeen(evidence) }
    }
}

extension NoteRule {
    /// What may have been on its way, in the buffers of both ends, when the answer came.
    static let tolerableLateBytes: Int64 = 8 << 20

    static let sentPastAnswer = NoteRule(
        "sent-past-answer",
        "The server answered before the body was whole, and far more than what was on its way came behind the answer: "
            + "watch for an answer while sending, and stop when it comes (M114, CLIENT-09).",
        where: { _ in false })
}
