import Synchronization

/// What the chunks of a store take together.
final class ChunkMemory: Sendable {
    /// In bytes. Up to here each upload has what serves it best; beyond, many come at once, and each has little.
    private static let ample = 16 << 20

    private let bytes = Atomic(0)

    var count: Int { bytes.load(ordering: .relaxed) }

    /// Whether there is memory for chunks of full size.
    var isAmple: Bool { count <= Self.ample }

    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }

    func subtract(_ count: Int) { bytes.subtract(count, ordering: .relaxed) }
}
