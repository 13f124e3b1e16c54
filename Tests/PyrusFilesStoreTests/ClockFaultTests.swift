import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Clocks that can't be stored")
struct ClockFaultTests {
    @Test("a change that fails undoes none that was made meanwhile (ERROR-04)", arguments: [nil, "acme.test"])
    func undoesNoOther(organization: String?) async throws {
        let test = try TestStore()
        try await test.store.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER refusal BEFORE INSERT ON clock WHEN NEW.offset % 2 = 1
                    BEGIN SELECT RAISE(ABORT, 'refused'); END
                    """)
        }
        await withTaskGroup(of: Bool.self) { group in
            for milliseconds in Array(repeating: [1, 2] as [Int64], count: 200).joined() {
                group.addTask {
                    let change = try? await test.store.advanceClock(of: organization, milliseconds: milliseconds)
                    return (change != nil) == (milliseconds == 2)
                }
            }
            for await isRight in group { #expect(isRight) }
        }
        let sum = Duration.milliseconds(400)
        #expect(test.store.clock(of: organization).now == ManualTime.start.advanced(by: sum))
        let again = try await test.reopened()
        #expect(again.store.clock(of: organization).now == ManualTime.start.advanced(by: sum))
    }
}
