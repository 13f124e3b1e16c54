extension NoteRule {
    /// What stands around a form's parts (DA, DB, HF of M111).
    static let ofFraming = [
        NoteRule(
            "preamble",
            "Bytes stand before the first boundary, if only a line end: begin the body with the boundary (M020, M021).",
            where: { $0.has(.preamble) }),
        NoteRule(
            "epilogue",
            "Bytes follow the closing boundary, and are thrown away: end the body there (M038, M039).",
            where: { $0.has(.epilogue) && $0.form?.fault == nil }),
        NoteRule(
            "missing-final-line-end",
            "The body ends right behind the closing boundary: send CRLF after it, as some servers wait for it (M037).",
            where: { $0.has(.missingFinalLineEnd) && $0.form?.isWhole == true }),
        NoteRule(
            "boundary-padded",
            "Blanks stand between a boundary and the end of its line: leave them out (M024).",
            where: { $0.has(.paddedDelimiter) }),
        NoteRule(
            "header-folded",
            "A part's header goes on in a second line, which many servers refuse: write it in one (M051).",
            where: { $0.has(.foldedHeader) }),
        NoteRule(
            "line-end-in-name",
            "A line of a part's headers ends inside quotes: most likely a line end of the file's name was sent as it is, "
                + "by which a name can add headers. Send %0D and %0A (M110, CLIENT-06).",
            where: { $0.has(.lineEndInQuotes) }),
    ]
}
