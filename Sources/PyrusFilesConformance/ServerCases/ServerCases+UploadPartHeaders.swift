extension ServerCases {
    /// Headers of a part that have to be refused: UPLOAD-11.
    static let uploadPartHeaders: [Case] = [
        refused("empty-header-name", "A header without a name", line + "\r\n: form-data"),
        refused("no-colon", "A header without a colon", "Content-Disposition form-data"),
        refused(
            "illegal-header-name", "A header name with a blank, a control or a character that is no token's",
            line.replacing("Disposition:", with: "Disposition :"),
            line.replacing("Disposition:", with: "Disposition\t:"),
            line.replacing("t-D", with: "t\0-D"), line.replacing("t-D", with: "t<D"),
            line.replacing("Content", with: "Contént"), line + "\r\n€: 1"),
        refused(
            "line-end-in-header", "A CR in a header's name or value, or a line end in its name",
            line.replacing("t-D", with: "t-\rD"), line.replacing("test", with: "te\rst"),
            line.replacing("t-D", with: "t-\r\nD")),
        refused(
            "bare-line-feed", "LF alone between headers, or in the place of the blank line,",
            line + "\nContent-Type: text/plain"),
        Case(
            "server/upload/part-headers/no-blank-line", ["UPLOAD-11"],
            "CR and another character, or LF alone, in the place of the blank line is 400 bad_multipart_content."
        ) {
            for end in ["\rQ", "\n"] {
                let body = "--X\r\n\(line)\r\n\(end)file content\r\n--X--\r\n"
                try await $0.refuses(
                    FormBody(written: body), .badMultipartContent,
                    "\(end.debugDescription) in the place of the blank line")
            }
        },
        refused(
            "leading-continuation", "A first line that continues no header", " " + line, "\t\r\n" + line),
        refused(
            "two-dispositions", "A part with two Content-Dispositions, be they the same,", line + "\r\n" + line,
            line + "\r\n" + line.replacing("test", with: "other")),
        refused(
            "other-disposition", "A Content-Disposition that is not form-data with parameters", "Content-Disposition:",
            "Content-Disposition: form-data", line.replacing("form-data;", with: "form-data"),
            line.replacing("form-data", with: "attachment"), line.replacing("form-data", with: "mixed"),
            line.replacing("form-data", with: "not-form-data"), line.replacing("form-data;", with: ";"),
            line.replacing("form-data", with: "\"form-data\"")),
        refused(
            "unescaped-quotes", "Quotes inside a quoted value that are not escaped",
            FormBody.disposition(#"filename="escape "quotes""#),
            FormBody.disposition(#"filename="a" x"; filename="b""#),
            FormBody.disposition(#"filename=a"b.txt"#)),
        refused(
            "open-quotes", "A quoted value that nothing closes", FormBody.disposition(#"filename="a.txt"#),
            FormBody.disposition(#"filename="a\"b.txt"#), FormBody.disposition(#"filename="a\\"#)),
        refused(
            "nameless-parameter", "A parameter without a name", line.replacing("; name", with: "; =\"x\"; name")),
        refused(
            "repeated-parameter", "A Content-Disposition with a parameter twice", line + "; name=\"other\"",
            line + "; FileName=\"b.txt\"", FormBody.disposition("filename*=UTF-8''a; filename*=UTF-8''b"),
            line + "; x=1; x=1"),
    ]

    private static let line = FormBody.disposition("filename=\"test.txt\"")

    private static func refused(_ id: String, _ what: String, _ lines: String...) -> Case {
        Case("server/upload/part-headers/\(id)", ["UPLOAD-11"], "\(what) is 400 bad_multipart_content.") {
            for line in lines {
                try await $0.refuses(FormBody(headers: line), .badMultipartContent, line.debugDescription)
            }
        }
    }
}
