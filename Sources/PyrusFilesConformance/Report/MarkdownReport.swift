/// A report for the summary of a CI job: what did not pass, and no more of it than fits there.
struct MarkdownReport: Sendable {
    /// A summary may have 1 MiB; a row has a few hundred bytes.
    private static let mostRows = 250
    private static let longestCell = 400

    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let title =
            report.exitStatus == 0 ? "✅ Conformant" : report.exitStatus == 1 ? "❌ Not conformant" : "⚠️ Not judged"
        let counts = Outcome.allCases.filter { report.count($0) > 0 }
        var text = "## \(title): \(Self.cell(report.peer))\n\n"
        text += "Contract \(Self.cell(report.contract)), profile \(report.profile.rawValue), "
        text += "edition \(report.edition.rawValue), kit \(Self.cell(report.kit))"
        text += report.seed.map { ", seed \($0)" } ?? ""
        text += ".\n\n"
        if !counts.isEmpty {
            text += "| \(counts.map(\.rawValue).joined(separator: " | ")) |\n"
            text += "|\(counts.map { _ in " ---: |" }.joined())\n"
            text += "| \(counts.map { "\(report.count($0))" }.joined(separator: " | ")) |\n\n"
        }
        for note in report.notes { text += "> \(Self.cell(note))\n\n" }
        return text + table
    }

    private var table: String {
        let rows = report.results.filter { $0.outcome != .passed }
            .sorted { ($0.outcome.rank, $0.case.id) < ($1.outcome.rank, $1.case.id) }
        guard !rows.isEmpty else { return "" }
        var text = "| | case | requirements | reason |\n| --- | --- | --- | --- |\n"
        for result in rows.prefix(Self.mostRows) {
            text += "| \(result.outcome.mark) \(result.outcome.rawValue) | \(Self.cell(result.case.id)) "
            text += "| \(result.case.requirements.map(Self.cell).joined(separator: " ")) "
            text += "| \(Self.cell(result.reason ?? "")) |\n"
        }
        let left = rows.count - Self.mostRows
        return left > 0 ? text + "\nand \(left) more.\n" : text
    }

    private static func cell(_ text: String) -> String {
        let isLong = text.count > longestCell
        return Escaped.markdown(isLong ? text.prefix(longestCell) + "…" : text)
    }
}

extension Outcome {
    /// What a reader wants to see first.
    fileprivate var rank: Int {
        [.failed, .unexpectedPass, .error, .warned, .expectedFailure, .unsupported, .notRun].firstIndex(of: self) ?? 7
    }
}
