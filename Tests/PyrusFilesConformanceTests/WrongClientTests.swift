import PyrusFilesStage
import Testing

@testable import PyrusFilesConformance

/// The kit proves itself: a client with one deviation fails the case that is there for it, and no other need fail.
@Suite("Clients that do one thing wrong", .timeLimit(.minutes(5)))
struct WrongClientTests {
    /// Plain cases of an operation, of which any deviation leaves three alone.
    private static let controls = [
        "upload": ["content/one-byte", "content/64-kib", "error/400-json", "name/no-extension"],
        "download": ["content/one-byte", "content/64-kib", "error/404-json", "lost/truncated"],
        "roundtrip": ["whole", "name", "10-mib", "attach-refused"],
    ]

    @Test("a client is caught by its case, for its deviation, and passes controls", arguments: ClientDeviations.all)
    func caught(deviation: ClientDeviation) async throws {
        try await Self.turns.take { try await Self.judge(deviation) }
    }

    /// All of them at once would keep each other from answering in time.
    private static let turns = Turns(4)

    private static func judge(_ deviation: ClientDeviation) async throws {
        let caught = try await result(of: deviation.id, deviation)
        #expect(caught.outcome == .failed, "\(caught.outcome): \(caught.reason ?? "")")
        #expect(caught.reason?.contains(deviation.names) == true, "\(caught.reason ?? "none")")
        let operation = caught.case.topic
        let plain = (controls[operation] ?? []).map { "client/\(operation)/\($0)" }.filter { $0 != deviation.id }
        for id in plain.prefix(3) {
            let control = try await result(of: id, deviation)
            #expect(control.outcome == .passed, "\(id) \(control.outcome): \(control.reason ?? "")")
        }
    }

    /// What comes of a case with a client that has done nothing before.
    private static func result(of id: Case.ID, _ deviation: ClientDeviation) async throws -> CaseResult {
        var options = RunOptions()
        options.isStrict = true
        let client = deviation.client
        let run = ClientRun(client, at: LocalStage(), options: options, introduced: try await client.hello())
        let examined = try #require(Catalogue[id])
        let results = await run.run([examined])
        return try #require(results.first)
    }

    @Test("each case that a client can fail has a client that does")
    func complete() {
        let caught = ClientDeviations.all.map(\.id)
        let cases = Catalogue.all.filter { $0.half == .client }.map(\.id)
        let uncaught = Set(cases).subtracting(caught).filter { ClientDeviations.untested[$0] == nil }
        #expect(uncaught.isEmpty, "\(uncaught.sorted())")
        #expect(Set(caught).isSubset(of: cases) && Set(caught).count == caught.count)
    }
}
