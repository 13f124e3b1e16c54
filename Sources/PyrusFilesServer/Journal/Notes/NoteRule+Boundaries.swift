extension NoteRule {
    /// How a form's boundary is chosen and written (M109, M010, and BQ and BW of M111).
    static let ofBoundaries = [
        NoteRule(
            "boundary-constant",
            "A form with the same boundary was stored before: who can guess it can end a part inside a file. "
                + "Make a new random one for every request (M109, CLIENT-02).",
            where: \.isBoundaryKnown),
        NoteRule(
            "boundary-short",
            "The boundary has no room for 64 random bits, so that a file may hold it by chance or by intent: "
                + "use 32 random hexadecimal digits (M109, CLIENT-02).",
            where: { $0.announced.map { BoundaryStrength.bits($0.boundary) < 64 } ?? false }),
        NoteRule(
            "boundary-time",
            "The boundary holds the time of day, which can be guessed: make it of random digits (M109, CLIENT-02).",
            where: { evidence in
                evidence.announced.map { BoundaryStrength.tellsTime($0.boundary, now: evidence.now) } ?? false
            }),
        NoteRule(
            "boundary-quoted",
            "The boundary is quoted and needs no quotes, over which some servers stumble: write it bare (M111).",
            where: { $0.announced.map { $0.isQuoted && isToken($0.boundary) } ?? false }),
        NoteRule(
            "boundary-unquoted",
            "The boundary has characters that have to be quoted in a header, and is not: quote it, or better make it "
                + "of letters and digits (M010).",
            where: { $0.announced.map { !$0.isQuoted && !isToken($0.boundary) } ?? false }),
        NoteRule(
            "boundary-unusual",
            "The boundary has characters that force it into quotes, over which some servers stumble: make it of letters "
                + "and digits (M004).",
            where: { $0.announced.map { $0.isQuoted && !isToken($0.boundary) } ?? false }),
        NoteRule(
            "boundary-blank",
            "A blank stands inside the boundary or beside its equals sign: leave it out (M111).",
            where: { $0.announced.map { $0.boundary.holds(inAnyCase: " ") || $0.hasBlanks } ?? false }),
        NoteRule(
            "content-type-parameter",
            "The form's Content-Type has parameters beside the boundary; form-data has no other: leave them out.",
            where: { $0.announced?.hasOthers ?? false }),
        NoteRule(
            "boundary-in-content",
            "A part's content holds the boundary behind a line end. It was told apart here, and would not be "
                + "everywhere: choose a boundary that does not occur in the file (M109, CLIENT-02).",
            where: { $0.has(.boundaryInContent) }),
    ]

    /// Whether a text can stand in a header without quotes (RFC 9110, 5.6.2).
    private static func isToken(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: ":"),
                UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: ","):
                false
            default: true
            }
        }
    }
}
