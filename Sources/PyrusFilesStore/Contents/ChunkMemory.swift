import Synchronization

/// The memory of a store's chunks.
final class ChunkMemory: Sendable {
    /// In bytes. Up to here each upload has what serves it best; beyond, many come at once, and each has little.
    private static let ample = 16 << 20
    /// So many pieces of full size are kept for the next upload: to get one from the system costs as much as to hash it.
    private static let mostSpare = 4

    private struct State: ~Copyable {
        var count = 0
        var spare: [UnsafeMutableRawBufferPointer] = []

        deinit {
            for memory in spare { memory.deallocate() }
        }
    }

    private let state = Mutex(State())

    /// What is in use, in bytes.
    var count: Int { state.withLock { $0.count } }

    /// Whether there is memory for chunks of full size.
    var isAmple: Bool { count <= Self.ample }

    func allocate(_ size: Int) -> UnsafeMutableRawBufferPointer {
        let spare = state.withLock { state in
            state.count += size
            return size == Chunk.capacity ? state.spare.popLast().map { UInt(bitPattern: $0.baseAddress) } : nil
        }
        if let start = spare.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) {
            return UnsafeMutableRawBufferPointer(start: start, count: size)
        }
        return .allocate(byteCount: size, alignment: 16)
    }

    func deallocate(_ memory: UnsafeMutableRawBufferPointer) {
        let (size, start) = (memory.count, UInt(bitPattern: memory.baseAddress))
        let isKept = state.withLock { state in
            state.count -= size
            guard size == Chunk.capacity, state.spare.count < Self.mostSpare else { return false }
            state.spare.append(UnsafeMutableRawBufferPointer(start: .init(bitPattern: start), count: size))
            return true
        }
        if !isKept { memory.deallocate() }
    }
}
