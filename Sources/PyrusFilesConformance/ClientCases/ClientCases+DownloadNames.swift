import PyrusFiles

extension ClientCases {
    /// What a client makes of `Content-Disposition`: CLIENT-15.
    static let downloadNames: [Case] = [
        named("unquoted", "report.txt", nil, "A name without quotes is understood."),
        named("quoted", "my report.txt", nil, "A name in quotes is understood."),
        named(
            "cyrillic", "отчёт за март.txt", nil,
            "A name in Cyrillic, in both forms as the service sends it, is understood."),
        named(
            "emoji", "📎 файл.txt", nil, "A name with an emoji, in both forms as the service sends it, is understood."),
        named(
            "extended-alone", "отчёт.txt", "attachment; filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.txt",
            "A name as filename* alone is understood."),
        named(
            "extended-lower-case", "a b.txt", "attachment; filename*=utf-8''a%20b.txt",
            "A filename* whose charset is in lower case is understood."),
        named(
            "extended-with-language", "a b.txt", "attachment; filename*=UTF-8'en'a%20b.txt",
            "A filename* with a language is understood."),
        named(
            "both", "right.txt", "attachment; filename=\"wrong.txt\"; filename*=UTF-8''right.txt",
            "Of both forms, filename* counts."),
        named(
            "both-reversed", "right.txt", "attachment; filename*=UTF-8''right.txt; filename=\"wrong.txt\"",
            "Of both forms, filename* counts, whichever comes first."),
        named(
            "semicolon-in-quotes", "a; b.txt", "attachment; filename=\"a; b.txt\"",
            "A semicolon in quotes ends no name."),
        named(
            "escaped-quote", "a\"b.txt", "attachment; filename=\"a\\\"b.txt\"",
            "A quote behind a backslash ends no name."),
        named(
            "upper-case", "report.txt", "Attachment; FileName=\"report.txt\"",
            "The words of the header are understood in any case."),
    ]

    private static func named(_ id: String, _ name: String, _ header: String?, _ expectation: String) -> Case {
        Case(client: "client/download/name/\(id)", ["CLIENT-15"], expectation) {
            try await $0.names(name, by: header, stored: header == nil ? name : ClientExamination.plainName)
        }
    }

    /// Names that mean harm: CLIENT-16.
    static let downloadHostileNames: [Case] = [
        hostile("parent", #"attachment; filename="../../escape.txt""#, "A name with ../"),
        hostile("parent-extended", "attachment; filename*=UTF-8''..%2F..%2Fescape.txt", "A filename* with ../ encoded"),
        hostile("parent-encoded", #"attachment; filename="..%2F..%2Fescape.txt""#, "A name with ../ encoded"),
        hostile("backslashes", #"attachment; filename="..\\..\\escape.txt""#, #"A name with ..\"#),
        hostile("drive", #"attachment; filename="C:\\temp\\escape.txt""#, "A name with a drive"),
        hostile("folder", #"attachment; filename="a/b/escape.txt""#, "A name with folders"),
        hostile("dot-dot", #"attachment; filename="..""#, "The name .."),
        hostile("dot", "attachment; filename=.", "The name ."),
        hostile("empty", #"attachment; filename="""#, "An empty name"),
        hostile("nul", "attachment; filename*=UTF-8''..%00%2Fescape.txt", "A name with a NUL"),
        Case(
            client: "client/download/hostile-name/absolute", ["CLIENT-16"],
            "An absolute path as a name leads to nothing outside of the target folder."
        ) { try await $0.staysInside("attachment; filename=\"\($0.folder.path)/escape.txt\"") },
    ]

    private static func hostile(_ name: String, _ header: String, _ what: String) -> Case {
        Case(
            client: "client/download/hostile-name/\(name)", ["CLIENT-16"],
            "\(what) leads to nothing outside of the target folder."
        ) { try await $0.staysInside(header) }
    }
}
