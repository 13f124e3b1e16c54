@testable import PyrusFilesConformance

extension ClientDeviations {
    static let uploadNames: [ClientDeviation] = [
        renamed("spaces", "makes blanks underscores") { $0.replacing(" ", with: "_") },
        renamed("quotes", "drops quotes") { $0.replacing("\"", with: "") },
        renamed("apostrophe", "takes an apostrophe for a quote") { $0.replacing("'", with: "\"") },
        written("semicolon", "quotes no name", names: "same parameter twice") { "filename=\($0)" },
        renamed("percent", "decodes percent signs") { $0.replacing("%25", with: "%") },
        renamed("plus-and-ampersand", "encodes a name as in a URL") { $0.replacing("&", with: "%26") },
        renamed("cyrillic", "writes Latin-1") { _ in "????? ?? ????.txt" },
        renamed("cjk", "writes a code page without the letters") { _ in "???-???.txt" },
        renamed("emoji", "drops what is beyond the first plane") { name in
            String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value < 0x1_0000 }))
        },
        renamed("combining", "composes letters and marks") { _ in "\u{E9}\u{E5}.txt" },
        renamed("right-to-left", "writes backwards") { String($0.reversed()) },
        renamed("dots", "drops dots at the beginning") { String($0.drop { $0 == "." }) },
        renamed("no-extension", "adds an extension") { $0 + ".bin" },
        renamed("200-characters", "cuts long names") { String($0.prefix(100)) },
        written("backslash", "encodes a backslash", names: "the name slash.txt") {
            "filename=\"\($0.replacing("\\", with: "%5C"))\""
        },
        written("header-injection", "writes line ends of a name as they are", names: "noted") { "filename=\"\($0)\"" },
        written("line-feed", "writes a line feed of a name as it is", names: "noted") { "filename=\"\($0)\"" },
        written("quote-injection", "writes quotes of a name as they are", names: "well-formed") {
            "filename=\"\($0)\""
        },
    ]

    /// The name of a case is another one when it goes out.
    private static func renamed(
        _ name: String, _ what: String, _ rename: @escaping @Sendable (String) -> String
    ) -> ClientDeviation {
        written(name, what, names: "to arrive; got") { "filename=\"\(RightClient.escaped(rename($0)))\"" }
    }

    /// The name of a case is written otherwise.
    private static func written(
        _ name: String, _ what: String, names: String, _ parameter: @escaping @Sendable (String) -> String
    ) -> ClientDeviation {
        ClientDeviation("client/upload/name/\(name)", what, names: names) { client in
            let right = client.fileName
            let others = [ClientExamination.plainName, "Makefile"].filter { _ in name != "no-extension" }
            client.fileName = { others.contains($0) || $0 == ClientExamination.plainName ? right($0) : parameter($0) }
        }
    }
}
