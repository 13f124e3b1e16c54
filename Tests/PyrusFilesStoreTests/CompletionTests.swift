import Dispatch
import Synchronization
import Testing

@testable import PyrusFilesStore

@Suite("The end of work in parts")
struct CompletionTests {
    private final class Mark: Sendable {
        private let mark = Atomic(false)

        var isMade: Bool { mark.load(ordering: .relaxed) }

        func make() { mark.store(true, ordering: .relaxed) }
    }

    private struct First: Error {}
    private struct Second: Error {}

    @Test("comes with the last part, wherever that ends")
    func waits() async throws {
        for _ in 0..<200 {
            let (done, completion) = (Mark(), Completion(parts: 2))
            DispatchQueue.global().async { completion.endPart() }
            DispatchQueue.global().async {
                done.make()
                completion.endPart()
            }
            try await completion.wait()
            #expect(done.isMade)
        }
    }

    @Test("is told to who asks afterwards, too")
    func isOver() async throws {
        let completion = Completion(parts: 1)
        completion.endPart()
        try await completion.wait()
    }

    @Test("is a failure with one part's, the first one's, and not before all have ended")
    func fails() async throws {
        let (done, completion) = (Mark(), Completion(parts: 3))
        completion.endPart(.failure(First()))
        DispatchQueue.global().async {
            completion.endPart(.failure(Second()))
            done.make()
            completion.endPart()
        }
        await #expect(throws: First.self) { try await completion.wait() }
        #expect(done.isMade)
    }
}
