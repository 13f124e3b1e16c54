import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// What a `sqlite3` shell sees: a connection without any of our settings and functions.
@Suite("The schema")
struct SchemaTests {
    @Test("every table and view can be read, and the file says whose it is")
    func isReadable() async throws {
        let test = try TestStore()
        let account = try await test.account()
        _ = try await test.file(Payload.bytes(1_048_577), name: "имя.txt", by: account)
        try await test.store.close()
        var configuration = Configuration()
        configuration.readonly = true
        let shell = try DatabaseQueue(path: test.databasePath, configuration: configuration)
        try await shell.read { db in
            let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
            #expect(names.contains("chunk_of_content"))
            for name in names { _ = try Row.fetchAll(db, sql: "SELECT * FROM \"\(name)\"") }
            #expect(try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID)
            #expect(try Int32.fetchOne(db, sql: "PRAGMA user_version") == Schema.version)
            #expect(try String.fetchOne(db, sql: "SELECT name FROM upload") == "имя.txt")
            let chunks = try Row.fetchAll(db, sql: "SELECT position, size FROM chunk_of_content ORDER BY chunk_id")
            #expect(chunks.map { $0["position"] } == [0, 1])
            #expect(chunks.map { $0["size"] } == [1_048_576, 1])
            #expect(try Soundness(db) == .sound)
        }
    }

    @Test("opening a store again changes nothing in its schema")
    func isStable() async throws {
        let test = try TestStore()
        let sql = "SELECT group_concat(sql) FROM sqlite_schema"
        let before = try await test.store.read { try String.fetchOne($0, sql: sql) }
        let again = try await test.reopened()
        #expect(try await again.store.read { try String.fetchOne($0, sql: sql) } == before)
    }
}
