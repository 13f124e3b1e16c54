import PyrusFilesStage
import Testing

@testable import PyrusFilesConformance

/// The right client passes everything.
@Suite("Every case against a client that is right", .timeLimit(.minutes(5)))
struct RightClientTests {
    @Test("none fails, side by side")
    func passes() async throws {
        var options = RunOptions()
        options.jobs = 4
        options.isStrict = true
        let results = try await ClientRun(RightClient(), at: LocalStage(), options: options).run(Catalogue.all)
        #expect(results.count == Catalogue.all.count { $0.half == .client })
        for result in results where result.outcome != .passed {
            if result.outcome == .notRun, result.case.needs.contains(.large) { continue }
            Issue.record("\(result.case.id) \(result.outcome): \(result.reason ?? "")")
        }
    }
}
