import PyrusFiles
import TestSupport
import Testing

@testable import PyrusFilesStore

@Suite("Random receptions")
struct RandomReceptionTests {
    /// What a reception under way has taken.
    private struct Model {
        let reception: Reception
        var bytes: [UInt8] = []
    }

    @Test("whatever is received, committed and let go by turns, the store holds what it should (TEST_SEED)")
    func matchesModel() async throws {
        var generator = SeededGenerator()
        var test = try TestStore()
        let account = try await test.account()
        var open: [Model] = []
        var files: [(id: Int32, bytes: [UInt8])] = []
        for step in 0..<150 {
            let comment: Comment = "TEST_SEED=\(SeededGenerator.runSeed), step \(step)"
            switch Int.random(in: 0..<12, using: &generator) {
            case 0, 1:
                open.append(Model(reception: test.store.receive()))
            case 2 where !open.isEmpty:
                open.remove(at: Int.random(in: open.indices, using: &generator))
            case 3 where !open.isEmpty:
                let model = open.remove(at: Int.random(in: open.indices, using: &generator))
                guard !model.bytes.isEmpty else { continue }
                let receipt = try await model.reception.commit(name: "a", account: account)
                let attached = try await test.attach([.upload(receipt.guid, root: nil)], by: account)
                files.append((attached.files[0].id, model.bytes))
            case 4 where !files.isEmpty:
                let file = try #require(files.randomElement(using: &generator))
                let stored = try await test.store.file(id: file.id, for: account).reader.bytes()
                #expect(stored == file.bytes, comment)
            case 5 where step.isMultiple(of: 5):
                open.removeAll()
                test = try await test.reopened()
            default:
                guard let index = open.indices.randomElement(using: &generator) else { continue }
                let size = [1, 1_000, 16_384, 300_000, 1_048_576, 1_700_000].randomElement(using: &generator) ?? 1
                let start = Int.random(in: 0..<251, using: &generator)
                let bytes = Payload.bytes(size, from: start)
                let piece = Int.random(in: 1_000...2_000_000, using: &generator)
                try await open[index].reception.take(bytes, inPiecesOf: [piece])
                open[index].bytes += bytes
            }
        }
        open.removeAll()
        try await test.settled(contents: files.count)
        let soundness = try await test.store.soundness()
        #expect(soundness == .sound, "TEST_SEED=\(SeededGenerator.runSeed)")
        #expect(try await test.store.count("upload") == files.count)
        for file in files {
            let stored = try await test.store.file(id: file.id, for: account)
            #expect(try await stored.reader.bytes() == file.bytes, "TEST_SEED=\(SeededGenerator.runSeed)")
        }
    }
}
