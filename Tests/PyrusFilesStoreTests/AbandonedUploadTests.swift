import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Abandoned uploads")
struct AbandonedUploadTests {
    @Test(
        "leaves no rows, and the file shrinks to what it was (UPLOAD-17)",
        arguments: [0, 1, 1_048_576, 3_500_000, 20_000_000])
    func leavesNothing(size: Int) async throws {
        let test = try TestStore()
        let account = try await test.account()
        _ = try await test.upload(Payload.bytes(100_000), by: account)
        try await test.settled(contents: 1)
        let before = try Files.size(test.databasePath)
        try await abandon(Payload.bytes(size), test)
        try await test.settled(contents: 1)
        #expect(try await test.store.count("chunk") == 1)
        #expect(try Files.size(test.databasePath) == before)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("a hurried close leaves it to the next start to give back their space")
    func hurriedClose() async throws {
        let scratch = try Scratch()
        let first = try TestStore(in: scratch)
        try await first.settled(contents: 0)
        let before = try Files.size(first.databasePath)
        let reception = first.store.receive()
        try await reception.take(Payload.bytes(20_000_000))
        try await first.store.close(isHurried: true)
        #expect(try Files.size(first.databasePath) > before + 10_000_000)
        let next = try TestStore(in: scratch)
        try await next.settled(contents: 0)
        #expect(try Files.size(next.databasePath) == before)
        #expect(try await next.store.soundness() == .sound)
        withExtendedLifetime(reception) {}
    }

    @Test("while it lasts, an upload is in the file but nowhere to be seen (UPLOAD-17, UPLOAD-18)")
    func staysInvisible() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let reception = test.store.receive()
        try await reception.take(Payload.bytes(4_000_000))
        #expect(try await test.store.count("content") == 1)
        #expect(try await test.store.count("upload") == 0)
        await test.store.reclaimed()
        #expect(try await test.store.count("content") == 1)
        _ = try await reception.commit(name: "a", account: account)
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("a refused upload leaves nothing either")
    func leavesNothingRefused() async throws {
        let test = try TestStore { $0.maxFileSize = 2_500_000 }
        #expect(try await code { try await abandon(Payload.bytes(2_500_001), test) } == .tooLargeRequestLength)
        try await test.settled(contents: 0)
        #expect(try await test.store.count("chunk") == 0)
    }

    @Test("all files together stay within the total; what is let go counts no more")
    func keepsToTotal() async throws {
        let test = try TestStore { $0.maxTotalSize = 3_000_000 }
        let account = try await test.account()
        _ = try await test.upload(Payload.bytes(1_000_000), by: account)
        try await abandon(Payload.bytes(1_900_000), test)
        try await test.settled(contents: 1)
        _ = try await test.upload(Payload.bytes(2_000_000), by: account)
        let error = await #expect(throws: APIError.self) { try await test.upload([1], by: account) }
        #expect(error?.code == .serverError)
        #expect(error?.message.contains("--max-total-size") == true)
        #expect(try await test.store.count("upload") == 2)
        try await test.settled(contents: 2)
    }

    @Test("the total is refused in the middle of an upload, and counted anew at a restart")
    func countsTotalAnew() async throws {
        let scratch = try Scratch()
        let first = try TestStore(in: scratch)
        _ = try await first.upload(Payload.bytes(1_500_000), by: first.account())
        try await first.store.close()
        let test = try TestStore(in: scratch) { $0.maxTotalSize = 3_000_000 }
        let account = try await test.account()
        #expect(try await code { try await test.upload(Payload.bytes(1_500_001), by: account) } == .serverError)
        try await test.settled(contents: 1)
        _ = try await test.upload(Payload.bytes(1_500_000), by: account)
        let reception = test.store.receive()
        #expect(try await code { try await reception.take(Payload.bytes(4_000_000)) } == .serverError)
        #expect(reception.size < 2_000_000)
        #expect(try await test.store.count("upload") == 2)
    }

    /// Receives bytes and lets go of them.
    private func abandon(_ bytes: [UInt8], _ test: TestStore) async throws {
        let reception = test.store.receive()
        try await reception.take(bytes)
    }
}
