import Testing

@testable import PyrusFilesConformance

@Suite("The exit status of a run")
struct StatusTests {
    @Test("1 on what failed, else 3 on an error or where nothing was shown, else 0")
    func status() {
        func status(_ outcomes: Outcome...) -> Int32 {
            let results = outcomes.enumerated().map { MadeUp.result($1, "server/upload/\($0)") }
            return Report(peer: "p", command: "c", results).exitStatus
        }
        #expect(status(.passed) == 0)
        #expect(status(.passed, .warned, .notRun, .unsupported, .expectedFailure) == 0)
        #expect(status(.passed, .failed) == 1)
        #expect(status(.passed, .unexpectedPass) == 1)
        #expect(status(.failed, .error) == 1)
        #expect(status(.passed, .error) == 3)
        #expect(status() == 3)
        #expect(status(.notRun, .unsupported) == 3)
        #expect(status(.expectedFailure) == 3)
    }

    @Test("0 means that a MUST case passed")
    func must() {
        let report = MadeUp.report(MadeUp.result(.passed, level: .should))
        #expect(report.exitStatus == 3)
        #expect(report.reasonForNothing == "No MUST case passed.")
    }

    @Test("an id that no case has fails the run")
    func unknown() {
        var report = MadeUp.report(MadeUp.result(.passed))
        report.unknownExpectations = ["server/no/such"]
        #expect(report.exitStatus == 1)
        #expect(report.caveats.count == 1)
    }

    @Test("of several runs the worst counts, and says how often it came; what never ran says so")
    func repetition() {
        let cases = [MadeUp.examined("server/upload/a"), MadeUp.examined("server/upload/b")]
        let results = [
            MadeUp.result(.passed, "server/upload/a"), MadeUp.result(.failed, "server/upload/a", reason: "No."),
            MadeUp.result(.passed, "server/upload/a"),
        ]
        let merged = Repetition.merged(results, of: cases, otherwise: "Stopped.")
        #expect(merged.map(\.outcome) == [.failed, .notRun])
        #expect(merged.map(\.reason) == ["In 1 of 3 runs: No.", "Stopped."])
    }

    @Test("globs on ids; one that matches nothing is known before the run")
    func globs() {
        var options = RunOptions()
        options.only = ["server/auth/*", "server/no-such-topic/?"]
        options.skipped = ["*/no-token"]
        #expect(options.unmatched(of: .server) == ["server/no-such-topic/?"])
        let chosen = options.chosen(of: .server).map(\.id)
        #expect(chosen.contains("server/auth/unknown-token") && !chosen.contains("server/auth/no-token"))
        #expect(chosen.allSatisfy { $0.hasPrefix("server/auth/") })
        #expect(!options.isWhole && RunOptions().isWhole)
    }

    @Test("what the cloudless edition has not is no part of a run against it")
    func editions() {
        let options = RunOptions()
        let (cloud, cloudless) = (options.chosen(of: .server), options.chosen(of: .server, edition: .cloudless))
        #expect(cloud.contains { $0.id.hasPrefix("server/articles/") })
        #expect(!cloudless.isEmpty && !cloudless.contains { $0.id.hasPrefix("server/articles/") })
        #expect(Set(cloud.map(\.id)).isSuperset(of: cloudless.map(\.id)))
    }
}
