import Foundation
import PyrusFiles
import Testing

@testable import PyrusFilesConformance

/// What is made of one report, to the byte. `RENEW_GOLDENS=1 swift test --filter GoldenTests` writes the files anew, and
/// fails, so that nobody does so unawares: then read the difference.
@Suite("Reports as they are kept in Fixtures/reports/golden")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Fixtures/reports/golden").standardized

    private func expectGolden(_ text: String, _ name: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RENEW_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: file)
            Issue.record("\(name) was written anew.")
            return
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        // Equal texts need not be equal bytes; and a difference is told by its first line.
        let lines = zip(text.split(separator: "\n"), golden.split(separator: "\n")).first { $0 != $1 }
        let isSame = Array(text.utf8) == Array(golden.utf8)
        #expect(isSame, "\(name): \(lines.map { "\($0.0)\nnot\n\($0.1)" } ?? "")")
    }

    @Test(
        "each form of a report",
        arguments: [
            (ReportKind.json, "report.json"), (.junit, "report.xml"), (.tap, "report.tap"), (.markdown, "report.md"),
            (.html, "report.html"),
        ])
    func forms(kind: ReportKind, name: String) throws {
        let text = try kind.text(MadeUp.everything)
        #expect(!text.contains(MadeUp.token))
        // In the others it is text, whatever it looks like.
        #expect([.json, .tap].contains(kind) || !text.contains("<script>alert"))
        try expectGolden(text, name)
    }

    @Test("badges")
    func badges() throws {
        let large = MadeUp.result(.notRun, "server/limit/large", needs: .large, reason: "It needs --large.")
        var green = MadeUp.report(MadeUp.result(.passed), large)
        green.contract = "2026-01-31"
        try expectGolden(ReportKind.badge.text(green), "badge-green.svg")
        var red = MadeUp.report(MadeUp.result(.failed), MadeUp.result(.passed, "server/auth/token"))
        red.contract = "2026-01-31"
        try expectGolden(ReportKind.badge.text(red), "badge-red.svg")
    }

    @Test("a matrix of two reports, read back from JSON")
    func matrix() throws {
        var other = MadeUp.report(
            MadeUp.result(.passed, "server/upload/fails"), MadeUp.result(.passed, "server/only/here"))
        other.isWhole = false
        other.contract = "2026-01-31"
        let columns = try [MadeUp.everything, other].map { report in
            try #require(Matrix.Column(JSON(parsing: report.json.compact.utf8)))
        }
        try expectGolden(Matrix(columns).html, "matrix.html")
        try expectGolden(Matrix(columns).markdown, "matrix.md")
    }
}
