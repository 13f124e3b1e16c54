@testable import PyrusFilesConformance

extension ClientDeviations {
    static let downloadNames: [ClientDeviation] = [
        reading("unquoted", "looks for a name in quotes alone") { $0.contains("\"") ? Disposition($0).name : nil },
        reading("quoted", "keeps the quotes") { header in
            header.contains("\"") ? Disposition(header).name.map { "\"\($0)\"" } : Disposition(header).name
        },
        reading("cyrillic", "reads filename before filename*") { Disposition($0).parameters["filename"] },
        reading("emoji", "reads filename* without undoing percent signs") {
            Disposition($0).parameters["filename*"]?.split(separator: "'").last.map(String.init) ?? Disposition($0).name
        },
        reading("extended-alone", "knows no filename*") { Disposition($0).parameters["filename"] },
        reading("extended-lower-case", "knows UTF-8 in upper case alone") {
            $0.contains("utf-8") ? nil : Disposition($0).name
        },
        reading("extended-with-language", "knows no languages") { $0.contains("'en'") ? nil : Disposition($0).name },
        reading("both", "takes the first name") { header in
            let isFirst = header.firstRange(of: "filename=")?.lowerBound ?? header.endIndex
            let other = header.firstRange(of: "filename*=")?.lowerBound ?? header.endIndex
            return isFirst < other ? Disposition(header).parameters["filename"] : Disposition(header).name
        },
        reading("both-reversed", "takes the last name") { header in
            let isFirst = header.firstRange(of: "filename=")?.lowerBound ?? header.startIndex
            let other = header.firstRange(of: "filename*=")?.lowerBound ?? header.startIndex
            return isFirst > other ? Disposition(header).parameters["filename"] : Disposition(header).name
        },
        reading("semicolon-in-quotes", "ends a name at a semicolon") { header in
            header.contains("a; b") ? "a" : Disposition(header).name
        },
        reading("escaped-quote", "ends a name at a quote behind a backslash") { header in
            header.contains("\\\"") ? "a\\" : Disposition(header).name
        },
        reading("upper-case", "knows filename in lower case alone") {
            $0.contains("filename") ? Disposition($0).name : nil
        },
    ]

    private static func reading(
        _ name: String, _ what: String, _ read: @escaping @Sendable (String) -> String?
    ) -> ClientDeviation {
        ClientDeviation("client/download/name/\(name)", what, names: "Expected the name") { $0.name = read }
    }

    static let downloadHostileNames: [ClientDeviation] = [
        trusting("parent", "follows ../") { $0.hasPrefix("../") ? $0 : nil },
        trusting("parent-extended", "follows ../ of filename*") { $0.hasPrefix("../") ? $0 : nil },
        trusting("parent-encoded", "undoes percent signs of filename") {
            $0.hasPrefix("..%2F") ? Disposition.decoded($0) : nil
        },
        trusting("backslashes", "takes backslashes for slashes") {
            $0.hasPrefix("..\\") ? $0.replacing("\\", with: "/") : nil
        },
        trusting("drive", "keeps a drive") { $0.hasPrefix("C:") ? $0 : nil },
        trusting("folder", "keeps folders") { $0.hasPrefix("a/b") ? $0 : nil },
        trusting("dot-dot", "keeps ..") { $0 == ".." ? $0 : nil },
        trusting("dot", "keeps .") { $0 == "." ? $0 : nil },
        trusting("empty", "keeps an empty name") { $0.isEmpty ? $0 : nil },
        trusting("nul", "keeps a NUL") { $0.contains("\0") ? $0 : nil },
        trusting("absolute", "follows an absolute path") { $0.hasPrefix("/") ? $0 : nil },
    ]

    private static func trusting(
        _ name: String, _ what: String, _ keep: @escaping @Sendable (String) -> String?
    ) -> ClientDeviation {
        ClientDeviation("client/download/hostile-name/\(name)", what, names: "; got ") {
            $0.segment = { keep($0) ?? RightClient.segment($0) }
        }
    }
}
