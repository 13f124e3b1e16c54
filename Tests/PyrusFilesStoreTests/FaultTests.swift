import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// A full disk and a locked database in the middle of things: M089 and ERROR-04.
@Suite("Faults")
struct FaultTests {
    @Test("a disk that fills up fails the upload, and nothing of it stays (M089, ERROR-04)", arguments: [40, 100])
    func fillsDisk(pagesLeft: Int) async throws {
        let test = try TestStore()
        let account = try await test.account()
        let kept = Payload.bytes(500_000)
        let file = try await test.file(kept, by: account)
        let bytes = Payload.bytes(3_145_728, from: 7)
        try await test.limitPages(to: test.pages() + pagesLeft)
        try await expectFault { try await test.upload(bytes, by: account) }
        #expect(try await test.store.count("upload") == 1)
        // Space is given back while the disk is full, too.
        try await test.settled(contents: 1)
        #expect(try await test.store.soundness() == .sound)
        #expect(try await test.store.file(id: file.id, for: account).reader.bytes() == kept)

        try await test.limitPages(to: 1_000_000)
        let other = try await test.file(bytes, by: account)
        #expect(try await test.store.file(id: other.id, for: account).reader.bytes() == bytes)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("a disk that is full at the commit fails it, and nothing of it stays")
    func fillsDiskAtCommit() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let reception = Held(test.store.receive())
        try await reception.value?.take(Payload.bytes(1_500_000))
        _ = try await test.upload([1], by: account)
        try await test.limitPages(to: test.pages() + 3)
        try await expectFault { try await reception.value?.commit(name: "a", account: account) }
        reception.value = nil
        try await test.settled(contents: 1)
        #expect(try await test.store.count("upload") == 1)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("what has no room takes none of those along that have, although they are committed together")
    func takesNoneAlong() async throws {
        let test = try TestStore()
        let account = try await test.account()
        try await test.limitPages(to: test.pages() + 40)
        let large = Payload.bytes(1_200_000)
        let stored = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<20 {
                group.addTask {
                    for _ in 0..<10 {
                        if index % 4 == 0 {
                            try await expectFault { try await test.upload(large, by: account) }
                        } else {
                            _ = try await test.upload([1], by: account)
                        }
                    }
                    return index % 4 == 0 ? 0 : 10
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(stored == 150)
        try await test.settled(contents: 150)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("a database locked by another connection fails the upload, and nothing of it stays (ERROR-04)")
    func isLocked() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let lock = try Lock(test.databasePath, "BEGIN EXCLUSIVE")
        try await expectFault { try await test.upload(by: account) }
        try lock.end()
        #expect(try await test.store.count("upload") == 0)
        #expect(try await test.store.soundness() == .sound)
        let file = try await test.file([1], by: account)
        #expect(try await test.store.file(id: file.id, for: account).reader.bytes() == [1])
    }

    @Test("a content whose making could not be committed leaves no claim on the next of that id")
    func isLockedAtFirstChunk() async throws {
        let test = try TestStore()
        let account = try await test.account()
        try await test.store.read { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
        // A reader lets a transaction begin, but not end.
        let lock = try Lock(test.databasePath, "BEGIN; SELECT count(*) FROM upload")
        try await expectFault { try await test.upload(Payload.bytes(1_200_000), by: account) }
        try lock.end()
        _ = try await test.upload(Payload.bytes(1_200_000), by: account)
        let content = try await test.store.read { try Int64.fetchOne($0, sql: "SELECT content_id FROM upload") }
        try await test.store.write { try $0.execute(sql: "DELETE FROM upload") }
        test.store.contents.doom(try #require(content))
        test.store.reclaim()
        try await test.settled(contents: 0)
    }

    @Test("a comment that can't be stored uses no guid up")
    func locksComment() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let receipt = try await test.upload(by: account)
        try await test.store.read { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
        let lock = try Lock(test.databasePath, "BEGIN; SELECT count(*) FROM upload")
        try await expectFault { try await test.attach([.upload(receipt.guid, root: nil)], by: account) }
        try lock.end()
        #expect(try await test.store.task(id: 1, for: account).comments.isEmpty)
        #expect(try await test.attach([.upload(receipt.guid, root: nil)], by: account).files.count == 1)
    }

    /// Something that fails by a fault of the store, not by a refusal.
    private func expectFault(_ body: () async throws -> (some Sendable)?) async throws {
        do {
            _ = try await body()
            Issue.record("It did not fail.")
        } catch let error as APIError {
            Issue.record("It was refused with \(error.code), as if the client were at fault.")
        } catch is DatabaseError {}
    }
}

/// A transaction of another connection, as a `sqlite3` shell may hold one.
private struct Lock {
    private let queue: DatabaseQueue

    init(_ path: String, _ sql: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(10)
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    func end() throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try queue.close()
    }
}

/// Something that a test lets go of when it likes.
private final class Held<Value> {
    var value: Value?

    init(_ value: Value) { self.value = value }
}

extension TestStore {
    fileprivate func pages() async throws -> Int {
        try await store.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    }

    /// SQLite's own way to a full disk.
    fileprivate func limitPages(to count: Int) async throws {
        try await store.read { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }
}
