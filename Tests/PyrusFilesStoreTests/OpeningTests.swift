import Foundation
import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Opening")
struct OpeningTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test("makes the folder, with those above it, for its owner alone")
    func makesFolder() throws {
        let store = try Store(folder: scratch("a/b c/d"))
        let attributes = try FileManager.default.attributesOfItem(atPath: store.folder)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(try Files.names(in: store.folder).contains("pyrus-files.sqlite"))
    }

    @Test("refuses a folder that is a file, or below one", arguments: ["file", "file/data"])
    func refusesFile(name: String) throws {
        try Files.write([1, 2], to: scratch("file"))
        let error = #expect(throws: StoreError.self) { try Store(folder: scratch(name)) }
        #expect(error?.description.contains(scratch(name)) == true)
        #expect(try Files.bytes(scratch("file")) == [1, 2])
    }

    @Test("refuses a folder where nobody may write", arguments: ["/proc/pyrus-files/data", "/dev/null/data"])
    func refusesSystemFolder(path: String) {
        let error = #expect(throws: StoreError.self) { try Store(folder: path) }
        #expect(error?.description.contains("can't be written") == true)
    }

    @Test("refuses a folder that its owner may not write", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func refusesReadOnlyFolder() throws {
        let folder = try scratch.folder("data")
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder) }
        #expect(throws: StoreError.self) { try Store(folder: folder) }
        #expect(try Files.names(in: folder).isEmpty)
    }

    @Test(
        "refuses a text file in the database's place, and leaves it as it is",
        arguments: ["x", "notes\n", String(repeating: "Dear diary. ", count: 5_000), "SQLite format 3\0"])
    func refusesText(text: String) throws {
        try refusesUnchanged(Array(text.utf8), "is not a database of pyrus-files")
    }

    @Test(
        "refuses another program's database, and leaves it as it is",
        arguments: [(0, 2), (1, 2), (0x5059_5247, 2), (Int(Schema.applicationID), 0)])
    func refusesForeign(applicationID: Int, version: Int) throws {
        let rows = "CREATE TABLE t (x); INSERT INTO t VALUES (1)"
        let bytes = try database(
            "\(rows); PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
        try refusesUnchanged(bytes, "is not a database of pyrus-files")
    }

    @Test("refuses a newer version's database, and leaves it as it is", arguments: [3, 1_000, Int(Int32.max), -1])
    func refusesNewer(version: Int) throws {
        let bytes = try database(
            """
            CREATE TABLE t (x); INSERT INTO t VALUES (1);
            PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version)
            """)
        try refusesUnchanged(bytes, "was made by a newer version")
    }

    @Test("refuses a database of ours of which only the beginning is left")
    func refusesTruncated() async throws {
        let test = try TestStore(in: scratch)
        _ = try await test.upload(Payload.bytes(200_000), by: test.account())
        try await test.store.close()
        let bytes = Array(try Files.bytes(test.databasePath).prefix(150))
        let error = #expect(throws: StoreError.self) { try open(bytes, in: scratch.folder("other")) }
        #expect(error?.description.isEmpty == false)
    }

    @Test("says in a sentence that a database of ours is damaged", arguments: ["clock", "upload"])
    func refusesDamaged(table: String) async throws {
        let test = try TestStore(in: scratch)
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        let root = try await test.store.read { try Int.fetchOne($0, sql: sql, arguments: [table]) }
        try await test.store.close()
        let (page, size) = (try #require(root), 16_384)
        var bytes = try Files.bytes(test.databasePath)
        for index in (page - 1) * size..<page * size { bytes[index] = 0xEE }
        let error = #expect(throws: StoreError.self) { try open(bytes, in: scratch.folder("other")) }
        #expect(error?.description.contains("can't be opened") == true)
    }

    @Test("takes an empty file as a new database")
    func takesEmptyFile() async throws {
        let folder = try scratch.folder("data")
        try Files.write([], to: folder + "/pyrus-files.sqlite")
        let store = try Store(folder: folder)
        #expect(try await store.soundness() == .sound)
        try await store.close()
    }

    @Test("takes nothing from a journal whose database has gone")
    func ignoresJournal() async throws {
        let test = try TestStore()
        _ = try await test.upload(by: test.account())
        let folder = try scratch.folder("data")
        struct CutOff: Error {}
        await #expect(throws: CutOff.self) {
            try await test.store.write { db in
                try db.run("UPDATE upload SET name = 'half-written'")
                try Files.copy(test.databasePath + "-journal", to: folder + "/pyrus-files.sqlite-journal")
                throw CutOff()
            }
        }
        let store = try Store(folder: folder)
        #expect(try await store.count("upload") == 0)
        #expect(try await store.soundness() == .sound)
        try await store.close()
    }

    @Test("refuses a second server on the same folder; the first goes on, and another comes after it")
    func refusesSecond() async throws {
        let test = try TestStore(in: scratch)
        let account = try await test.account()
        let error = #expect(throws: StoreError.self) { try Store(folder: test.store.folder) }
        #expect(error?.description.contains("in use") == true)
        #expect(try await test.upload(by: account).guid != GUID())
        let next = try await test.reopened()
        #expect(try await next.store.count("upload") == 1)
        #expect(throws: StoreError.self) { try Store(folder: test.store.folder) }
    }

    #if os(Linux)
        /// A process that is being started has copies of all descriptors until its program begins.
        @Test("lets go of the folder, whoever has a copy of its lock")
        func letsGo() async throws {
            let test = try TestStore(in: scratch)
            let copies = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
                let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
                return path == test.store.folder + "/lock"
            }.map { dup(Int32($0) ?? -1) }
            defer { for copy in copies { close(copy) } }
            #expect(copies.count == 1 && copies[0] >= 0)
            _ = try await test.reopened()
        }
    #endif

    /// The bytes of a database made by these statements.
    private func database(_ sql: String) throws -> [UInt8] {
        let path = scratch("made.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
        return try Files.bytes(path)
    }

    private func refusesUnchanged(_ bytes: [UInt8], _ sentence: String) throws {
        let folder = try scratch.folder("data")
        let error = #expect(throws: StoreError.self) { try open(bytes, in: folder) }
        #expect(error?.description.contains(sentence) == true)
        #expect(try Files.bytes(folder + "/pyrus-files.sqlite") == bytes)
        #expect(try Files.names(in: folder) == ["lock", "pyrus-files.sqlite"])
    }

    private func open(_ bytes: [UInt8], in folder: String) throws -> Store {
        try Files.write(bytes, to: folder + "/pyrus-files.sqlite")
        return try Store(folder: folder)
    }
}
