import Foundation
import PyrusFiles
import PyrusFilesStage
import Testing

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

/// The kit proves itself: a server with one deviation fails the case that is there for it, and no other need fail.
@Suite("Servers that do one thing wrong", .timeLimit(.minutes(5)))
struct WrongServerTests {
    @Test(
        "a server is caught by its case, which names what is wrong, and passes three others of the topic",
        arguments: Deviations.all)
    func caught(deviation: Deviation) async throws {
        let known = try #require(
            WrongServerTable.entries[deviation.name],
            "RENEW_WRONG_SERVERS=1 swift test --filter WrongServerTests puts it into wrong-servers.txt: then read it.")
        let results = try await deviation.judged([deviation.id] + known.controls)
        let caught = try #require(results.first { $0.case.id == deviation.id }, "there is no such case")
        #expect(caught.outcome == .failed, "\(caught.outcome): \(caught.reason ?? "")")
        #expect(WrongServerTable.settled(caught.actual ?? "").contains(known.got), "\(caught.reason ?? "")")
        #expect(caught.expected != nil)
        let controls = results.filter { $0.case.id != deviation.id }
        #expect(controls.count == WrongServerTable.controls)
        for control in controls {
            #expect(control.outcome == .passed, "\(control.case.id): \(control.reason ?? "")")
        }
    }

    @Test(
        "wrong-servers.txt gets what it has not yet",
        .enabled(if: ProcessInfo.processInfo.environment["RENEW_WRONG_SERVERS"] == "1"))
    func renew() async throws {
        var entries = WrongServerTable.entries
        for deviation in Deviations.all where entries[deviation.name] == nil {
            entries[deviation.name] = try await deviation.entry()
        }
        try Data(WrongServerTable.text(entries).utf8).write(to: WrongServerTable.file)
    }

    @Test("wrong-servers.txt holds these servers and no others, each with controls of its own")
    func table() {
        #expect(Set(WrongServerTable.entries.keys) == Set(Deviations.all.map(\.name)))
        for (name, entry) in WrongServerTable.entries {
            #expect(Set(entry.controls).count == WrongServerTable.controls && !entry.got.isEmpty, "\(name)")
            #expect(!entry.controls.contains { name.hasPrefix("\($0):") }, "\(name)")
        }
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
        timeout: Duration = .seconds(30), through front: Int? = nil
    ) async throws -> [CaseResult] {
        var options = RunOptions()
        options.only = only
        options.skipped = skipped
        options.isStrict = true
        options.timeout = timeout
        options.jobs = jobs
        options.seed = seed
        let addresses = front.map { Addresses(origin: "http://127.0.0.1:\($0)", edition: server.configuration.edition) }
        return try await ServerRun(ServerUnderTest(self, at: addresses), options: options).run(Catalogue.all)
    }
}
