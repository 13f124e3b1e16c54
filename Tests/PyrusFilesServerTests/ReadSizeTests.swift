import NIOCore
import Testing

@testable import PyrusFilesServer

/// How much is read at once.
@Suite("The size of a read")
struct ReadSizeTests {
    @Test(
        "it grows with a body, less where many come at once, and is small again for the next head",
        arguments: [(true, 256), (false, 16)])
    func sizes(isMemoryAmple: Bool, most: Int) {
        let subject = ReadSize.Subject()
        var reads = ReadSize(subject, most: 256 * 1_024) { isMemoryAmple }
        var sizes: [Int?] = []
        for isBody in [false, true, false, true] {
            subject.isBody = isBody
            for _ in 0..<8 { _ = reads.record(actualReadBytes: reads.nextBufferSize() ?? 0) }
            sizes.append(reads.nextBufferSize().map { $0 / 1_024 })
            #expect(reads.buffer(allocator: ByteBufferAllocator()).capacity == reads.nextBufferSize())
        }
        #expect(sizes == [16, most, 16, most])
    }
}
