import NIOCore
import Synchronization

/// How much is read at once: much of a body, which then hops less often between its readers; little of heads, since a read
/// of those can be requests by the thousand, all of which are there at once.
struct ReadSize: RecvByteBufferAllocator {
    /// What comes next over a connection, as ``ConnectionGuard`` knows.
    final class Subject: Sendable {
        private let body = Atomic(false)

        var isBody: Bool {
            get { body.load(ordering: .relaxed) }
            set { body.store(newValue, ordering: .relaxed) }
        }
    }

    /// A request with a small file is one read.
    private static let heads = 16 * 1_024

    /// So much of a body, where many come at once.
    private static let leastOfBody = 16 * 1_024

    private let subject: Subject
    private let isMemoryAmple: @Sendable () -> Bool
    private var body: AdaptiveRecvByteBufferAllocator

    init(_ subject: Subject, most: Int, isMemoryAmple: @escaping @Sendable () -> Bool) {
        self.subject = subject
        self.isMemoryAmple = isMemoryAmple
        body = AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 8_192, maximum: most)
    }

    private var size: Int {
        let size = body.nextBufferSize() ?? Self.heads
        guard subject.isBody else { return min(size, Self.heads) }
        return isMemoryAmple() ? size : min(size, Self.leastOfBody)
    }

    func nextBufferSize() -> Int? { size }

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer { allocator.buffer(capacity: size) }

    mutating func record(actualReadBytes: Int) -> Bool { body.record(actualReadBytes: actualReadBytes) }
}
