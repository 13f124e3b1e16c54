import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Reset and seeds")
struct ResetTests {
    @Test("an upload under way is refused after a reset, and leaves nothing (AUTH-02)")
    func refusesUnderWay() async throws {
        let test = try TestStore()
        let account = try await test.account()
        do {
            let reception = test.store.receive()
            try await reception.take(Payload.bytes(2_200_000))
            #expect(try await test.store.reset(organization: nil) == 0)
            #expect(try await code { try await reception.commit(name: "a", account: account) } == .invalidToken)
        }
        try await test.settled(contents: 0)
    }

    @Test("of one organization leaves the others; of all, ids start anew")
    func narrows() async throws {
        let test = try TestStore()
        let stranger = try await test.account("anna@example.com")
        let kept = try await test.file([1], by: stranger)
        _ = try await test.file([2], by: test.account())
        let token = try await test.store.issueToken(for: test.account())
        #expect(try await test.store.reset(organization: "example.org") == 1)
        #expect(try await code { try await test.store.authenticate(token: token) } == .invalidToken)
        #expect(try await test.store.file(id: kept.id, for: stranger).reader.bytes() == [1])
        #expect(try await test.store.reset(organization: nil) == 1)
        #expect(try await test.file([3], by: test.account()).id == 1_000_000)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("seeds have ids from 1000 in the order of their names' bytes, everywhere, and outlive a reset and a restart")
    func seeds() async throws {
        let scratch = try Scratch()
        var start = StartState()
        start.tasks = [7]
        start.seedFolder = try scratch.folder("seeds")
        for name in ["b", "a", "Z", ".hidden"] { try Files.write(Array(name.utf8), to: scratch("seeds/\(name)")) }
        _ = try scratch.folder("seeds/folder")
        let test = try TestStore(in: scratch, start: start)
        for login in ["anna@example.org", "anna@example.com"] {
            let task = try await test.store.task(id: 1, for: test.account(login))
            #expect(task.attachments.compactMap { $0.file?.name } == ["Z", "a", "b"])
            #expect(task.attachments.compactMap { $0.file?.id } == [1_000, 1_001, 1_002])
        }
        #expect(try await test.store.reset(organization: nil) == 0)
        #expect(try await test.store.file(id: 1_001, for: test.account()).reader.bytes() == Array("a".utf8))
        try await test.store.close()
        try Files.write([9, 9], to: scratch("seeds/a"))
        try Files.write([8], to: scratch("seeds/aa"))
        let again = try TestStore(in: scratch, start: start)
        #expect(try await again.store.file(id: 1_001, for: again.account()).reader.bytes() == [9, 9])
        #expect(try await again.store.file(id: 1_003, for: again.account()).name == "aa")
        try await again.settled(contents: 4)
        #expect(try await again.store.soundness() == .sound)
        try await again.store.close()
        try Files.write([], to: scratch("seeds/empty"))
        #expect(throws: StoreError.self) { try TestStore(in: scratch, start: start) }
    }
}
