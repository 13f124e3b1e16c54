import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Downloads")
struct DownloadTests {
    let test: TestStore

    init() throws {
        test = try TestStore()
    }

    @Test("reads any piece, in any order")
    func readsPieces() async throws {
        let account = try await test.account()
        let bytes = Payload.bytes(2_500_000)
        let reader = try await test.store.file(id: test.file(bytes, by: account).id, for: account).reader
        var places = [ContentReader.Place.start]
        while let last = places.last, last.offset < reader.size { places.append(try await reader.bytes(at: last).next) }
        #expect(places.last?.offset == Int64(bytes.count))
        for (place, next) in zip(places, places.dropFirst()).reversed() {
            #expect(try await reader.bytes(at: place).bytes == Array(bytes[Int(place.offset)..<Int(next.offset)]))
        }
    }

    @Test("many at a time take small pieces, and each has all of its file")
    func shareMemory() async throws {
        let account = try await test.account()
        let bytes = Payload.bytes(1_500_000)
        let id = try await test.file(bytes, by: account).id
        var readers: [ContentReader] = []
        for _ in 0..<100 { readers.append(try await test.store.file(id: id, for: account).reader) }
        for reader in readers { #expect(try await reader.bytes(at: .start).bytes.count == 64 << 10) }
        let last = try #require(readers.last)
        #expect(try await last.bytes() == bytes)
        readers = []
        #expect(try await last.bytes(at: .start).bytes.count == ContentReader.longestPiece)
    }

    @Test("gives a file out to its organization alone (DOWNLOAD-05, AUTH-08)")
    func refusesOthers() async throws {
        let account = try await test.account()
        let file = try await test.file([1], by: account)
        let colleague = try await test.account("boris@EXAMPLE.org")
        #expect(try await test.store.file(id: file.id, for: colleague).size == 1)
        let stranger = try await test.account("anna@example.com")
        await #expect(throws: FileRefusal.otherOrganization) { try await test.store.file(id: file.id, for: stranger) }
        for id in [file.id + 1, 0, -1, .max, .min] {
            await #expect(throws: FileRefusal.unknown) { try await test.store.file(id: id, for: account) }
        }
    }

    @Test("a download under way ends well though its file is removed; then the space goes (DOWNLOAD-10)")
    func outlivesRemoval() async throws {
        let account = try await test.account()
        let bytes = Payload.bytes(3_000_000)
        let before = try Files.size(test.databasePath)
        let id = try await test.file(bytes, by: account).id
        try await readWhileRemoved(id, bytes, account)
        try await test.settled(contents: 0)
        #expect(try await test.store.count("chunk") == 0)
        #expect(try Files.size(test.databasePath) <= before + 2 * 16_384)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("of two downloads of one file the last keeps it")
    func outlivesOtherReader() async throws {
        let account = try await test.account()
        let bytes = Payload.bytes(1_200_000)
        let id = try await test.file(bytes, by: account).id
        let last = try await test.store.file(id: id, for: account).reader
        try await readWhileRemoved(id, bytes, account)
        await test.store.reclaimed()
        #expect(try await last.bytes() == bytes)
    }

    @Test("a file that stays is there after its downloads")
    func staysAfterwards() async throws {
        let account = try await test.account()
        let file = try await test.file(Payload.bytes(1_200_000), by: account)
        for _ in 0..<3 { _ = try await test.store.file(id: file.id, for: account).reader.bytes(at: .start) }
        await test.store.reclaimed()
        #expect(try await test.store.file(id: file.id, for: account).reader.bytes().count == 1_200_000)
    }

    /// Reads a first piece, has the file removed, and reads the rest.
    private func readWhileRemoved(_ id: Int32, _ bytes: [UInt8], _ account: Account) async throws {
        let reader = try await test.store.file(id: id, for: account).reader
        let (first, next) = try await reader.bytes(at: .start)
        try await remove(file: id)
        await #expect(throws: FileRefusal.unknown) { try await test.store.file(id: id, for: account) }
        await test.store.reclaimed()
        let rest = try await reader.bytes(from: next)
        #expect(first + rest == bytes)
    }

    /// Removes a file as its expiry will: rows first, bytes in the background.
    private func remove(file id: Int32) async throws {
        let store = test.store
        let content = try await store.write { db in
            let row = try db.row(
                "SELECT upload_id, content_id FROM file JOIN upload ON upload.id = upload_id WHERE file.id = ?", [id])
            try db.run("DELETE FROM attachment WHERE file_row = (SELECT row FROM file WHERE id = ?)", [id])
            try db.run("DELETE FROM file WHERE id = ?", [id])
            try db.run("DELETE FROM upload WHERE id = ?", [row?["upload_id"] as Int64?])
            return row?["content_id"] as Int64?
        }
        store.contents.doom(try #require(content))
        store.reclaim()
    }
}
