import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// Removal that meets a database that refuses it.
@Suite("Removal that fails")
struct RemovalFaultTests {
    @Test("thousands of contents whose removal fails cost nothing but their space, until it works again (M085)")
    func failsAtThousands() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let file = try await test.file([1, 2, 3], by: account)
        let doomed = try await test.store.write { db in
            let contents = try (0..<5_000).map { _ in
                let content = try Store.addContent(db)
                try db.run(
                    "INSERT INTO chunk (id, bytes) VALUES (?, zeroblob(100))",
                    [Chunk.key(content: content, position: 0)])
                return content
            }
            try db.execute(
                sql: "CREATE TRIGGER refusal BEFORE DELETE ON chunk BEGIN SELECT RAISE(ABORT, 'refused'); END")
            return contents
        }
        for content in doomed { test.store.contents.doom(content) }
        for _ in 0..<10 { test.store.reclaim() }
        await test.store.reclaimed()
        #expect(try await test.store.count("chunk") == 5_001)
        #expect(try await test.store.count("upload") == 1)
        #expect(try await test.store.file(id: file.id, for: account).reader.bytes() == [1, 2, 3])

        try await test.store.write { try $0.execute(sql: "DROP TRIGGER refusal") }
        test.store.reclaim()
        try await test.settled(contents: 1)
        #expect(try await test.store.soundness() == .sound)
    }
}
