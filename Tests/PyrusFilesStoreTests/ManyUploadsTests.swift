import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Many uploads at once")
struct ManyUploadsTests {
    private static let count = 60
    private static let size = 3_000_000

    @Test("take little memory each, and are whole all the same")
    func shareMemory() async throws {
        let test = try TestStore()
        let account = try await test.account()
        let bytes = Payload.bytes(Self.size)
        let receptions = (0..<Self.count).map { _ in test.store.receive() }
        var most = 0
        // All of them are in the middle at the same time.
        for start in stride(from: 0, to: bytes.count, by: 100_000) {
            for reception in receptions {
                try reception.append(Array(bytes[start..<min(start + 100_000, bytes.count)]))
                try await reception.drain()
                most = max(most, test.store.memory.count)
            }
        }
        // What is for everyone, and of each what fills, what waits and what is under way.
        #expect(most < 12 << 20 + Self.count * 4 * Chunk.leastCapacity)
        for reception in receptions {
            let receipt = try await reception.commit(name: "a", account: account)
            let file = try await test.attach([.upload(receipt.guid, root: nil)], by: account).files[0]
            #expect(try await test.store.file(id: file.id, for: account).reader.bytes() == bytes)
        }
        #expect(try await test.store.soundness() == .sound)
    }
}
