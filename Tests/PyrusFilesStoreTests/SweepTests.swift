import Foundation
import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// A server that ended without a chance to clean up: its files are copied away in the middle and opened elsewhere.
@Suite("The sweep at start")
struct SweepTests {
    @Test("an upload that never ended is gone, and its space with it (UPLOAD-17)")
    func sweepsUnfinished() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let kept = Payload.bytes(1_300_000)
        let file = try await test.file(kept, by: account)
        let sizeBefore = try Files.size(test.databasePath)
        let receptions = [test.store.receive(), test.store.receive()]
        for reception in receptions { try await reception.take(Payload.bytes(12_000_000)) }
        try await test.eventually("most of it is in the file") {
            try Files.size(test.databasePath) > sizeBefore + 15_000_000
        }
        let scratch = try Scratch()
        // On the database's own thread, so that no transaction is under way.
        try await test.store.read { _ in try Self.copy(test.store.folder, to: scratch.folder("data")) }
        #expect(try Files.size(scratch("data/pyrus-files.sqlite")) > sizeBefore + 15_000_000)

        let other = try TestStore(in: scratch)
        try await other.settled(contents: 1)
        #expect(try await other.store.count("chunk") == 2)
        #expect(try await other.store.soundness() == .sound)
        #expect(try Files.size(other.databasePath) <= sizeBefore + 16_384)
        let again = try await other.account()
        #expect(again == account)
        #expect(try await other.store.file(id: file.id, for: again).reader.bytes() == kept)
        #expect(receptions.map(\.size) == [12_000_000, 12_000_000])
    }

    @Test("a transaction cut off with half its pages written is undone")
    func undoesTransaction() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let file = try await test.file([1, 2, 3], by: account)
        let scratch = try Scratch()
        struct CutOff: Error {}
        await #expect(throws: CutOff.self) {
            try await test.store.write { db in
                try db.run("UPDATE upload SET name = 'half-written'")
                let content = try Store.addContent(db)
                let chunk = Chunk()
                _ = chunk.fill(from: Payload.bytes(Chunk.capacity).span.bytes, at: 0)
                // More than the cache holds, so that SQLite writes before the commit: what changed first, first.
                for position in 0..<12 { try chunk.insert(db, content: content, position: position) }
                try Self.copy(test.store.folder, to: scratch.folder("data"))
                throw CutOff()
            }
        }
        let cut = try Data(contentsOf: URL(filePath: scratch("data/pyrus-files.sqlite")))
        #expect(cut.range(of: Data("half-written".utf8)) != nil)
        let other = try TestStore(in: scratch)
        try await other.settled(contents: 1)
        #expect(try await other.store.soundness() == .sound)
        let stored = try await other.store.file(id: file.id, for: account)
        #expect(stored.name == "a.bin")
        #expect(try await stored.reader.bytes() == [1, 2, 3])
    }

    @Test("ids of contents are not given again, even once all are gone")
    func neverReusesContents() async throws {
        let test = try TestStore()
        for _ in 0..<2 {
            let reception = test.store.receive()
            try await reception.take(Payload.bytes(1_100_000))
        }
        try await test.settled(contents: 0)
        _ = try await test.upload(by: test.account())
        let content = try await test.store.read { try Int64.fetchOne($0, sql: "SELECT content_id FROM upload") }
        #expect(content == 3)
    }

    @Test("all that was stored is there after a restart")
    func keepsAll() async throws {
        var test = try TestStore()
        let account = try await test.account()
        let bytes = Payload.bytes(2_200_000)
        let file = try await test.file(bytes, by: account)
        let loose = try await test.upload(by: account)
        let task = try await test.store.task(id: 1, for: account)
        test = try await test.reopened()
        #expect(try await test.store.task(id: 1, for: account) == task)
        #expect(try await test.store.file(id: file.id, for: account).reader.bytes() == bytes)
        let comment = try await test.attach([.upload(loose.guid, root: nil)], by: account)
        #expect(comment.files[0].id == file.id + 1)
        let again = try await code { try await test.attach([.upload(loose.guid, root: nil)], by: account) }
        #expect(again == .unrecognizedAttachmentID)
    }

    /// What a killed server leaves; not its lock, which goes with the process.
    private static func copy(_ folder: String, to target: String) throws {
        for name in try Files.names(in: folder) where name != "lock" {
            try Files.copy("\(folder)/\(name)", to: "\(target)/\(name)")
        }
    }
}
