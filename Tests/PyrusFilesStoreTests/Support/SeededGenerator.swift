import Foundation

/// Random numbers that come again with the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    /// The seed of all random tests of this run: the one in `STORE_SEED`, or a new one. It is printed.
    static let runSeed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["STORE_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("Random tests of the store run with STORE_SEED=\(seed)")
        return seed
    }()

    private var state = runSeed

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
