import PyrusFiles
import PyrusFilesStage
import Testing

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

/// The kit proves itself: a server with one deviation fails the case that is there for it, and no other need fail.
@Suite("Servers that do one thing wrong", .timeLimit(.minutes(5)))
struct WrongServerTests {
    /// What a deviation elsewhere leaves alone.
    private static let controls = [
        "server/auth/no-token", "server/auth/unknown-token", "server/auth/scheme-in-any-case",
    ]

    @Test("a server is caught by its case, with a reason, and passes controls", arguments: Deviations.all)
    func caught(deviation: Deviation) async throws {
        var configuration = PyrusFilesConfiguration()
        deviation.configure(&configuration)
        let wrong = try PyrusFilesServer(configuration: configuration) { respond in
            { request, context in
                // The control API is none of the imitated one's.
                request.isControl ? await respond(request, context) : await deviation.change(request, context, respond)
            }
        }
        let results = try await wrong.whileRunning { running in
            try running.faults.set(deviation.faults)
            guard let change = deviation.front else { return try await running.judged([deviation.id] + Self.controls) }
            let front = try await WrongFront(to: try #require(running.port), change)
            let results = try await running.judged([deviation.id] + Self.controls, through: front.port)
            await front.close()
            return results
        }
        let caught = try #require(results.first { $0.case.id == deviation.id }, "there is no such case")
        #expect(caught.outcome == .failed, "\(caught.outcome): \(caught.reason ?? "")")
        #expect(caught.expected != nil && caught.actual != nil && caught.reason != nil)
        let passed = results.count { $0.outcome == .passed }
        #expect(
            passed >= min(3, Self.controls.count { $0 != deviation.id }),
            "\(results.map { "\($0.case.id) \($0.outcome)" })")
    }

    @Test("each case that a server can fail has a server that does")
    func complete() {
        let caught = Set(Deviations.all.map(\.id))
        let uncaught = Catalogue.all.filter { $0.half == .server && !caught.contains($0.id) }.map(\.id)
            .filter { Deviations.untested[$0] == nil }
        #expect(uncaught.isEmpty, "\(uncaught)")
        #expect(caught.subtracting(Catalogue.all.map(\.id)).isEmpty)
    }
}

extension PyrusFilesServer.Running {
    var port: Int? { ServerAddress(addresses.origin)?.port }

    /// What comes of some cases, or of all, with `--strict`.
    func judged(
        _ only: [String] = [], skipping skipped: [String] = [], jobs: Int = 4, seed: UInt64? = nil,
        through front: Int? = nil
    ) async throws -> [CaseResult] {
        var options = RunOptions()
        options.only = only
        options.skipped = skipped
        options.isStrict = true
        options.timeout = .seconds(10)
        options.jobs = jobs
        options.seed = seed
        let addresses = front.map { Addresses(origin: "http://127.0.0.1:\($0)", edition: server.configuration.edition) }
        return try await ServerRun(ServerUnderTest(self, at: addresses), options: options).run(Catalogue.all)
    }
}
