/// A form of a report.
public enum ReportKind: String, Sendable, CaseIterable {
    case json, junit, tap, markdown, html, badge

    /// - Throws: ``Badge/Withheld``, of a badge alone.
    public func text(_ report: Report) throws(Badge.Withheld) -> String {
        switch self {
        case .json: report.json.compact + "\n"
        case .junit: JUnitReport(report).text
        case .tap: TAPReport(report).text
        case .markdown: MarkdownReport(report).text
        case .html: HTMLReport(report).text
        case .badge: BadgeImage(try Badge(report)).text
        }
    }
}
