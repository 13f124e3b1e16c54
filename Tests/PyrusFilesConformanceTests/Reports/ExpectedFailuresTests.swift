import Testing

@testable import PyrusFilesConformance

@Suite("Expected failures")
struct ExpectedFailuresTests {
    private let cases = ["a", "b", "c", "d"].map { MadeUp.examined("server/upload/\($0)") }
    private let text = """
        # of our server

        server/upload/a: to be done: soon
        server/upload/b: for good
        server/upload/gone: no such case any more
        server/upload/d: not judged here

        """

    private var results: [CaseResult] {
        [
            MadeUp.result(.failed, "server/upload/a", reason: "No."), MadeUp.result(.passed, "server/upload/b"),
            MadeUp.result(.failed, "server/upload/c", reason: "Neither\nthis."),
            MadeUp.result(.notRun, "server/upload/d", reason: "It needs --large."),
        ]
    }

    @Test("one that fails is expected, one that passes is not, another failure stays one")
    func applied() throws {
        let failures = try ExpectedFailures(text)
        let applied = failures.applied(to: results)
        #expect(applied.map(\.outcome) == [.expectedFailure, .unexpectedPass, .failed, .notRun])
        #expect(applied[0].reason == "to be done: soon (No.)")
        #expect(failures.unknown(among: cases) == ["server/upload/gone"])
    }

    @Test("rewritten, it is as these results are: comments, reasons and what was not judged stay")
    func updated() throws {
        let updated = try ExpectedFailures(text).updated(by: results, among: cases)
        #expect(
            updated.text == """
                # of our server

                server/upload/a: to be done: soon
                server/upload/d: not judged here
                server/upload/c: Neither this.

                """)
        #expect(updated.applied(to: results).map(\.outcome) == [.expectedFailure, .passed, .expectedFailure, .notRun])
        #expect(try ExpectedFailures(updated.text) == updated)
    }

    @Test("a line that is none is named", arguments: ["server/upload/a", ": reason", "server/upload/a:  "])
    func unreadable(line: String) {
        #expect(throws: ExpectedFailures.Unreadable.self) { try ExpectedFailures("# first\n\(line)\n") }
        #expect(throws: ExpectedFailures.Unreadable.self) { try ExpectedFailures("a: b\na: c\n") }
    }
}
