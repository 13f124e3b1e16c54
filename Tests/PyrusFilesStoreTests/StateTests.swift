import GRDB
import PyrusFiles
import TestSupport
import Testing

@testable import PyrusFilesStore

/// The state as one file, out and in again.
@Suite("State")
struct StateTests {
    @Test("comes back in another store with its ids, guids, times, tokens, clocks and bytes")
    func roundTrip() async throws {
        let first = try await Furnished()
        let there = try TestStore()
        there.time.pass(.seconds(1_000_000))
        let file = try await first.test.store.savedState()
        try await there.store.restore(try await there.received(file))
        #expect(try await there.snapshot() == first.test.snapshot())
        #expect(try await there.store.soundness() == .sound)
        #expect(try await there.store.authenticate(token: first.token) == there.account())
        #expect(there.store.clocks.server.now == ManualTime.start.advanced(by: .seconds(60)))
        #expect(there.store.clock(of: "other.org").now == ManualTime.start.advanced(by: .seconds(3_600)))
        #expect(there.store.clock(of: "other.org").isFrozen)
        let restored = try await there.store.file(id: first.file.id, for: there.account())
        #expect(try await restored.reader.bytes() == first.bytes)
        // What was to fall due still does, in its time.
        let due = try await there.store.advanceClock(of: nil, milliseconds: 86_400_000)?.expired
        #expect(due == [first.waiting])
    }

    @Test("brings back what was removed since, while a download from before goes on to its end")
    func restoresOverItself() async throws {
        let first = try await Furnished()
        let store = first.test.store
        let before = try await first.test.snapshot()
        let file = try await store.savedState()
        let reader = try await store.file(id: first.file.id, for: first.account).reader
        let (piece, next) = try await reader.bytes(at: .start)
        _ = try await store.reset(organization: nil)
        try await store.restore(try await first.test.received(file))
        #expect(try await first.test.snapshot() == before)
        #expect(try await piece + reader.bytes(from: next) == first.bytes)
        #expect(try await store.soundness().faults == ["ok"])
    }

    @Test("saving and restoring over and over lets no number grow out of hand")
    func cycles() async throws {
        let first = try await Furnished()
        let before = try await first.test.snapshot()
        for _ in 0..<50 {
            let file = try await first.test.store.savedState()
            try await first.test.store.restore(try await first.test.received(file))
        }
        #expect(try await first.test.snapshot() == before)
        let largest = try await first.test.store.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM content") }
        #expect(largest ?? 0 < 1_000)
        try await first.test.settled(contents: 2)
    }

    @Test("an upload under way is no part of it, and is refused once another state is there (AUTH-02)")
    func underWay() async throws {
        let first = try await Furnished()
        let reception = first.test.store.receive()
        try await reception.take(Payload.bytes(2 << 20))
        let file = try await first.test.store.savedState()
        let there = try TestStore()
        try await there.store.restore(try await there.received(file))
        #expect(try await there.store.count("content") == 2)
        try await first.test.store.restore(try await first.test.received(file))
        #expect(try await code { try await reception.commit(name: "a", account: first.account) } == .invalidToken)
    }

    @Test("a file with any byte changed is refused")
    func damage() async throws {
        let first = try await Furnished()
        let bytes = try first.test.contents(of: try await first.test.store.savedState())
        let there = try TestStore()
        _ = try await there.upload([9], by: there.account())
        let before = try await there.snapshot()
        var random = SeededGenerator()
        for _ in 0..<60 {
            var damaged = bytes
            let position = Int.random(in: 0..<bytes.count, using: &random)
            damaged[position] ^= UInt8.random(in: 1...255, using: &random)
            await #expect(throws: StateError.self, "byte \(position), \(random.description)") {
                try await there.store.restore(try there.file(damaged))
            }
        }
        #expect(try await there.snapshot() == before)
    }

    @Test("a file that is cut, empty or another one is refused and changes nothing", arguments: [0, 99, 100, 5_000])
    func cuts(length: Int) async throws {
        let first = try await Furnished()
        let bytes = try first.test.contents(of: try await first.test.store.savedState())
        let before = try await first.test.snapshot()
        for damaged in [Array(bytes.prefix(length)), Array(bytes.dropLast(length + 1)), Payload.bytes(length)] {
            await #expect(throws: StateError.self) {
                try await first.test.store.restore(try first.test.file(damaged))
            }
        }
        #expect(try await first.test.snapshot() == before)
    }

    @Test(
        "one that was made by hand is refused where it makes no sense",
        arguments: [
            "UPDATE upload SET size = 'many'", "UPDATE upload SET guid = guid || 0",
            "UPDATE upload SET size = size + 1",
            "UPDATE upload SET md5 = '00000000000000000000000000000000'", "DELETE FROM chunk",
            "UPDATE file SET id = 9223372036854775807", "UPDATE file SET upload_id = 4711",
            "UPDATE sequence SET next = -1", "UPDATE saved_clock SET reads = 9223372036854775807",
            "INSERT INTO chunk (id, bytes) VALUES (4711 << 20, x'00')", "CREATE TABLE more (id)",
            "PRAGMA user_version = 99", "PRAGMA application_id = 1", "UPDATE task SET created_at = x'00'",
            "UPDATE upload SET name = x'ff'", "UPDATE task SET text = x'ff'",
            "INSERT INTO attachment (task_row) VALUES (1)",
            "UPDATE file SET version = 2147483648", "UPDATE upload SET unreferenced_since = 1",
            "UPDATE sequence SET next = 1000000", "UPDATE task SET form_id = '{'",
            "CREATE TRIGGER t AFTER INSERT ON upload BEGIN DELETE FROM upload; END",
        ])
    func nonsense(sql: String) async throws {
        let first = try await Furnished()
        let file = try await first.test.store.savedState()
        try file.unseal()
        do {
            let copy = try DatabaseQueue(path: file.path)
            try await copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF; \(sql)") }
            try copy.close()
        }
        try file.seal()
        let before = try await first.test.snapshot()
        await #expect(throws: StateError.self) { try await first.test.store.restore(file) }
        #expect(try await first.test.snapshot() == before)
    }

    @Test("what a process left that ended in the middle goes at the next start")
    func sweeps() async throws {
        let first = try TestStore()
        for name in ["state-\(GUID())", "state-\(GUID())-journal", "state-of-affairs.txt"] {
            try Files.write([1], to: "\(first.store.folder)/\(name)")
        }
        let second = try await first.reopened()
        let names = try Files.names(in: second.store.folder)
        // What is called alike and somebody else's is left alone.
        #expect(names.filter { $0.hasPrefix("state-") } == ["state-of-affairs.txt"])
    }
}

/// A store with something of everything.
private struct Furnished {
    let test: TestStore
    let account: Account
    let token: String
    let file: FileObject
    let waiting: GUID
    let bytes = Payload.bytes(2_500_000)

    init() async throws {
        test = try TestStore()
        account = try await test.account()
        token = try await test.store.issueToken(for: account)
        file = try await test.file(bytes, by: account)
        _ = try await test.store.setClock(
            of: "other.org", now: ManualTime.start.advanced(by: .seconds(3_600)), frozen: true)
        _ = try await test.store.advanceClock(of: nil, milliseconds: 60_000)
        waiting = try await test.upload([1, 2], name: "b", by: account).guid
        _ = try await test.store.createArticle(ArticleDraft(title: "A"), by: account)
    }
}

extension TestStore {
    /// All that a tester can see.
    fileprivate func snapshot() async throws -> [String] {
        let uploads = try await store.uploads(organization: nil).items
        let tasks = try await store.tasks(organization: nil).items
        let articles = try await store.articles(for: account())
        return uploads.map { "\($0)" } + tasks.map { "\($0.task.id) \($0.task.comments.map(\.files))" }
            + articles.map { "\($0)" } + store.clocks.readings.map { "\($0)" }
    }

    /// A state that came from elsewhere.
    fileprivate func file(_ bytes: [UInt8]) throws -> StateFile {
        let file = try store.newStateFile()
        try bytes.withUnsafeBytes { try file.append($0) }
        return file
    }

    fileprivate func contents(of file: StateFile) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(file.size))
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
        #expect(count == bytes.count)
        return bytes
    }

    fileprivate func received(_ file: StateFile) async throws -> StateFile {
        try self.file(try contents(of: file))
    }
}
