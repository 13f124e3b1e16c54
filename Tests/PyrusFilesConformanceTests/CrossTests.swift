import Foundation
import PyrusFiles
import Testing

@testable import PyrusFilesConformance

/// Which servers, by the ids of their cases.
private let glob = ProcessInfo.processInfo.environment["PYRUS_FILES_CROSS"]

/// Not a judgement but a picture: `Tests/cross.sh` prints it.
@Suite(
    "The whole cross of wrong servers and cases",
    .enabled(if: glob != nil), .timeLimit(.minutes(120)))
struct CrossTests {
    @Test("which other cases each wrong server fails")
    func cross() async throws {
        var (alone, catches) = (0, [Case.ID: Int]())
        let meant = Glob(try #require(glob))
        let deviations = Deviations.all.filter { meant.matches($0.id) }
        #expect(!deviations.isEmpty)
        for deviation in deviations {
            // What takes long is left to the servers that are there for it.
            let long = RightServerTests.exhausting.filter { $0 != deviation.id }
            let results = try await deviation.judged(skipping: long, timeout: .seconds(2))
            let failed = results.filter { ![.passed, .notRun].contains($0.outcome) }.map(\.case.id)
            #expect(failed.contains(deviation.id), "\(deviation.id): a server that \(deviation.testDescription)")
            let others = failed.filter { $0 != deviation.id }
            if others.isEmpty { alone += 1 }
            for id in failed { catches[id, default: 0] += 1 }
            print("\(deviation.id): a server that \(deviation.testDescription)")
            for id in others { print("    fails \(id), too") }
        }
        print("\(deviations.count) wrong servers, of which \(alone) fail their own case alone")
        let most = catches.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
        print("cases that the most fail: \(most.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))")
    }
}
