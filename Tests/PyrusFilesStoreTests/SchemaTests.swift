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

    @Test("a text is kept whole, with a NUL in it too", arguments: ["", "\0", "a\0b", "\0\0ü", "a\0"])
    func keepsNUL(text: String) async throws {
        let test = try TestStore()
        let account = try await test.account("anna\(text)@example.org\(text)")
        #expect(try await test.account("anna\(text)@example.org\(text)") == account)
        let file = try await test.file([1], name: "n\(text)", by: account)
        #expect(try await test.store.file(id: file.id, for: account).name == "n\(text)")
        var draft = TaskDraft()
        draft.text = text
        draft.attachments = [.link(url: "u\(text)", name: text)]
        let task = try await test.store.createTask(draft, by: account)
        #expect((task.text, task.author) == (text, account))
        #expect(task.attachments == [.link(id: file.id + 1, name: text, url: "u\(text)")])
        let article = ArticleDraft(title: "t\(text)", body: text)
        #expect(try await test.store.createArticle(article, by: account).draft == article)
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
