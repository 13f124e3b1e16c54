import PyrusFiles
import PyrusFilesServer
import Testing

@testable import PyrusFilesConformance

/// The right server passes everything.
@Suite("Every case against this project's own server", .timeLimit(.minutes(5)))
struct RightServerTests {
    @Test(
        "none fails, in either profile and edition, twice in a row, side by side", arguments: Profile.allCases,
        Edition.allCases)
    func passes(profile: Profile, edition: Edition) async throws {
        var configuration = PyrusFilesConfiguration()
        configuration.profile = profile
        configuration.edition = edition
        let results = try await withPyrusFiles(configuration) { running in
            try await running.judged() + running.judged(jobs: 1, seed: 7)
        }
        #expect(results.count >= 2 * Catalogue.all.count { $0.half == .server })
        for result in results where result.outcome != .passed {
            if result.outcome == .notRun, result.case.needs.contains(.large) { continue }
            if result.outcome == .notRun, edition == .cloudless, result.reason?.contains("cloud") == true { continue }
            Issue.record("\(result.case.id) \(result.outcome): \(result.reason ?? "")")
        }
    }
}
