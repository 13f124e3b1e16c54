import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Uploads")
struct UploadTests {
    /// MD5 of ``Payload``'s first bytes, by another implementation.
    static let digests: [(size: Int, md5: String)] = [
        (1, "93b885adfe0da089cdf634904fd59f71"),
        (16_383, "97053b1bbe1929ee4c40e6ef7fe7225c"),
        (16_384, "e7b11e9c017496ec667c7bf8909d0e2d"),
        (16_385, "d94c23717801d8e74aa41e12176cc48f"),
        (1_048_575, "6631289da608f194e12b97caf2b5d9ca"),
        (1_048_576, "8f293a2f6c19b345152f7a49bb4c643c"),
        (1_048_577, "79b67c7fbf43b76e5b7f182328bdc4b6"),
        (3_145_728, "b9e8be962fa541bad8cd7e526acd4ffc"),
    ]

    @Test("keeps every byte, and the MD5 of exactly those (UPLOAD-03, UPLOAD-16)", arguments: digests)
    func keepsBytes(size: Int, md5: String) async throws {
        let test = try TestStore()
        let account = try await test.account()
        let bytes = Payload.bytes(size)
        let reception = test.store.receive()
        try await reception.take(bytes, inPiecesOf: [1, 16_385, 3, 65_536, 1_048_579])
        #expect(reception.size == Int64(size))
        let receipt = try await reception.commit(name: "имя \"1\".bin", account: account)
        #expect(receipt.md5.hex(.documented) == md5)
        let comment = try await test.attach([.upload(receipt.guid, root: nil)], by: account)
        let file = try #require(comment.files.first)
        #expect(file == FileObject(id: file.id, name: "имя \"1\".bin", size: Int64(size), md5: receipt.md5))
        let stored = try await test.store.file(id: file.id, for: account)
        #expect((stored.name, stored.size) == (file.name, file.size))
        #expect(try await stored.reader.bytes() == bytes)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("takes a piece of several chunks at once")
    func takesLargePiece() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let bytes = Payload.bytes(3_145_728 + 17)
        let reception = test.store.receive()
        try reception.append(bytes)
        try await reception.drain()
        let receipt = try await reception.commit(name: "a", account: account)
        let comment = try await test.attach([.upload(receipt.guid, root: nil)], by: account)
        #expect(try await test.store.file(id: comment.files[0].id, for: account).reader.bytes() == bytes)
    }

    @Test("a file of one chunk is stored in one transaction, its commit", arguments: [1, Chunk.capacity])
    func storesAtOnce(size: Int) async throws {
        let test = try TestStore()
        let reception = test.store.receive()
        try await reception.take(Payload.bytes(size))
        #expect(try await test.store.count("content") == 0)
        _ = try await reception.commit(name: "a", account: test.account())
        #expect(try await test.store.count("chunk") == 1)
    }

    @Test("the same bytes twice are two uploads with two guids (UPLOAD-02)")
    func givesGUIDs() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let one = try await test.upload(by: account)
        let other = try await test.upload(by: account)
        #expect(one.guid != other.guid)
        #expect(one.md5 == other.md5)
        #expect(try await test.store.count("upload") == 2)
    }

    @Test("refuses the byte after the largest size as soon as it comes (UPLOAD-09)", arguments: [1, 16_384, 1_048_576])
    func refusesTooLarge(limit: Int) async throws {
        let test = try TestStore { $0.maxFileSize = Int64(limit) }
        let account = try await test.account()
        let bytes = Payload.bytes(limit + 1)
        #expect(try await test.upload(Array(bytes.dropLast()), by: account).guid != GUID())
        let reception = test.store.receive()
        try await reception.take(Array(bytes.dropLast()))
        #expect(throws: APIError.tooLargeRequestLength(limit: Int64(limit))) {
            try reception.append(Array(bytes[limit...]))
        }
        #expect(try await test.store.count("upload") == 1)
    }

    @Test("receptions that take turns don't mix their bytes")
    func takesTurns() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let payloads = (0..<4).map { Payload.bytes(1_500_000 + 400_000 * $0, from: 50 * $0) }
        let receptions = payloads.map { _ in test.store.receive() }
        for start in stride(from: 0, to: 3_000_000, by: 250_007) {
            for (bytes, reception) in zip(payloads, receptions) where start < bytes.count {
                try reception.append(Array(bytes[start..<min(start + 250_007, bytes.count)]))
                try await reception.drain()
            }
        }
        for (bytes, reception) in zip(payloads, receptions).reversed() {
            let receipt = try await reception.commit(name: "a", account: account)
            let comment = try await test.attach([.upload(receipt.guid, root: nil)], by: account)
            #expect(try await test.store.file(id: comment.files[0].id, for: account).reader.bytes() == bytes)
        }
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("receptions of several tasks at the same time don't mix their bytes")
    func takesAtOnce() async throws {
        let test = try TestStore()
        let account = try await test.account()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let bytes = Payload.bytes(1_100_000 + number, from: number * 20)
                    let file = try await test.file(bytes, by: account)
                    return try await test.store.file(id: file.id, for: account).reader.bytes() == bytes
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
        #expect(try await test.store.soundness() == .sound)
        #expect(try await test.store.count("upload") == 8)
    }

    @Test("an upload is dated by the service's clock")
    func datesUploads() async throws {
        let test = try TestStore()
        let account = try await test.account()
        test.time.pass(.seconds(7))
        _ = try await test.upload(by: account)
        let dates = try await test.store.read { try Int64.fetchAll($0, sql: "SELECT created_at FROM upload") }
        #expect(dates == [ManualTime.start.milliseconds + 7_000])
    }
}
