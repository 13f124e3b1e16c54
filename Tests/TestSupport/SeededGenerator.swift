import Foundation

/// Random numbers that come again with the same seed (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    /// The seed of all random tests of this run: the one in `TEST_SEED`, or a new one. It is printed.
    public static let runSeed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: .min ... .max)
        print("Random tests run with TEST_SEED=\(seed)")
        return seed
    }()

    /// What brings these numbers again.
    public let seed: UInt64
    private var state: UInt64

    /// A generator of the run's seed, or of one's own.
    public init(seed: UInt64 = runSeed) {
        self.seed = seed
        state = seed
    }

    /// What to say where a random test fails.
    public var description: String { "TEST_SEED=\(seed)" }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
