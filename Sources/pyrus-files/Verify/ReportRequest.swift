import ArgumentParser
import PyrusFilesConformance

/// A report that is asked for: `junit=PATH`.
struct ReportRequest: Sendable {
    let kind: ReportKind
    let file: WholeFile

    @Sendable init(_ text: String) throws {
        let path = String(text.drop { $0 != "=" }.dropFirst())
        guard let kind = ReportKind(rawValue: String(text.prefix { $0 != "=" })), !path.isEmpty else {
            let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("it has to be one of \(kinds), then = and a path.")
        }
        self.kind = kind
        file = WholeFile(path: path)
    }

    /// Writes the report; a badge that is withheld is not there afterwards, and why is told.
    func write(_ report: Report) throws {
        do {
            try file.write(kind.text(report))
        } catch let withheld as Badge.Withheld {
            Standard.error("pyrus-files: There is no badge. \(withheld.reason)")
            try file.remove()
        }
    }
}
