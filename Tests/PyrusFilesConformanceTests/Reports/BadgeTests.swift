import Testing

@testable import PyrusFilesConformance

@Suite("When there is a badge, and what it says")
struct BadgeTests {
    private let passed = MadeUp.result(.passed)
    private let large = MadeUp.result(.notRun, "server/limit/large", needs: .large, reason: "It needs --large.")

    @Test("green where all that was judged passed; it names what is left out")
    func green() throws {
        let lacking = MadeUp.result(.unsupported, "server/articles/one")
        let badge = try Badge(MadeUp.report(passed, large, lacking))
        #expect(badge.isGreen && badge.label.hasSuffix("\(Kit.contract) documented"))
        #expect(badge.message == "upload: 1/1 without 2 GB, articles")
    }

    @Test("a failure, a warning and an expected failure of a MUST case count as not passed")
    func red() throws {
        for outcome in [Outcome.failed, .warned, .expectedFailure] {
            let badge = try Badge(MadeUp.report(passed, MadeUp.result(outcome, "server/attach/one")))
            #expect(!badge.isGreen && badge.message == "upload, attach: 1/2")
        }
    }

    @Test("a SHOULD counts for nothing")
    func should() throws {
        let warned = MadeUp.result(.warned, "server/auth/token", level: .should)
        #expect(try Badge(MadeUp.report(passed, warned)).isGreen)
    }

    @Test("none on an error, of a run that was narrowed or stopped, or where a MUST case did not run")
    func withheld() throws {
        func expectWithheld(_ report: Report) { #expect(throws: Badge.Withheld.self) { try Badge(report) } }
        expectWithheld(MadeUp.report(passed, MadeUp.result(.error, "server/auth/token")))
        expectWithheld(MadeUp.report(passed, MadeUp.result(.notRun, "server/auth/token", reason: "The other edition.")))
        expectWithheld(MadeUp.report(passed, MadeUp.result(.unsupported, "server/upload/two")))
        expectWithheld(MadeUp.report(large))
        var narrowed = MadeUp.report(passed)
        narrowed.isWhole = false
        expectWithheld(narrowed)
        var stopped = MadeUp.report(passed)
        stopped.isStopped = true
        expectWithheld(stopped)
    }
}
