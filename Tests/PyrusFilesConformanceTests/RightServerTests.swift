import PyrusFiles
import PyrusFilesServer
import Testing

@testable import PyrusFilesConformance

/// The right server passes everything.
@Suite("Every case against this project's own server", .timeLimit(.minutes(5)))
struct RightServerTests {
    static let exhausting = ["server/tokens/too-many", "server/rate-limit/exceeded"]

    @Test(
        "none fails, in either profile and edition, twice in a row, side by side", arguments: Profile.allCases,
        Edition.allCases)
    func passes(profile: Profile, edition: Edition) async throws {
        var configuration = PyrusFilesConfiguration()
        configuration.profile = profile
        configuration.edition = edition
        var results = try await withPyrusFiles(configuration) { running in
            try await running.judged(skipping: Self.exhausting)
                + running.judged(skipping: Self.exhausting, jobs: 1, seed: 7)
        }
        // What uses a limit up takes long on a server with the usual ones.
        configuration.limits.maxTokensPerUser = 40
        configuration.limits.rateLimit = RateLimit(requests: 40, window: .seconds(600))
        results += try await withPyrusFiles(configuration) { running in
            try await running.judged(Self.exhausting) + running.judged(Self.exhausting)
        }
        let cases = Catalogue.all.filter { $0.half == .server && $0.isOf(edition) }
        #expect(results.count == 2 * cases.count)
        #expect(results.flatMap(\.remnants).isEmpty)
        for result in results where result.outcome != .passed {
            if result.outcome == .notRun, result.case.needs.contains(.large) { continue }
            Issue.record("\(result.case.id) \(result.outcome): \(result.reason ?? "")")
        }
    }
}
