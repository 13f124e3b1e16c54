import Foundation
import PyrusFiles
import PyrusFilesStage
import Testing

@testable import PyrusFilesConformance

/// Which wrong peers, by the ids of their cases.
private let glob = ProcessInfo.processInfo.environment["PYRUS_FILES_CROSS"]

/// Not a judgement but a picture: `Tests/cross.sh` prints it.
@Suite(
    "The whole cross of wrong peers and cases", .serialized, .enabled(if: glob != nil), .timeLimit(.minutes(120)))
struct CrossTests {
    @Test("which other cases each wrong server fails")
    func servers() async throws {
        let meant = Glob(try #require(glob))
        var picture = Picture()
        for deviation in Deviations.all where meant.matches(deviation.id) {
            // What takes long is left to the servers that are there for it.
            let long = RightServerTests.exhausting.filter { $0 != deviation.id }
            let results = try await deviation.judged(skipping: long, timeout: .seconds(2))
            picture.add(deviation.id, "a server that \(deviation.testDescription)", results)
        }
        picture.finish("servers")
    }

    @Test("which other cases each wrong client fails")
    func clients() async throws {
        let meant = Glob(try #require(glob))
        var picture = Picture()
        for deviation in ClientDeviations.all where meant.matches(deviation.id) {
            picture.add(deviation.id, "a client that \(deviation.testDescription)", await Self.judged(deviation))
        }
        picture.finish("clients")
    }

    /// Each case has a client that has done nothing before.
    private static func judged(_ deviation: ClientDeviation) async -> [CaseResult] {
        var options = RunOptions()
        options.isStrict = true
        return await Schedule(options).run(Catalogue.all, of: .client, onResult: { _ in }) { [options] examined in
            let run = ClientRun(
                deviation.client, at: LocalStage(), options: options, introduced: ClientIntroduction(client: "wrong"))
            return await run.run([examined]).first ?? CaseResult(examined, .notRun)
        }
    }
}

/// What is printed.
private struct Picture {
    private var count = 0
    private var alone = 0
    private var catches = [Case.ID: Int]()

    mutating func add(_ id: Case.ID, _ who: String, _ results: [CaseResult]) {
        let failed = results.filter { ![.passed, .notRun].contains($0.outcome) }.map(\.case.id)
        #expect(failed.contains(id), "\(id): \(who)")
        let others = failed.filter { $0 != id }
        count += 1
        if others.isEmpty { alone += 1 }
        for id in failed { catches[id, default: 0] += 1 }
        print("\(id): \(who)")
        for id in others { print("    fails \(id), too") }
    }

    func finish(_ who: String) {
        guard count > 0 else { return }
        print("\(count) wrong \(who), of which \(alone) fail their own case alone")
        let most = catches.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
        print("cases that the most fail: \(most.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))")
    }
}
