/// A clock said in the simplest way: what it read when it was last touched, and when that was.
struct ModelClock {
    private var reading: Int64
    private var touchedAt: Int64
    private(set) var isFrozen = false

    /// A clock that reads what its source does.
    init(source: Int64) {
        reading = source
        touchedAt = source
    }

    func now(_ source: Int64) -> Int64 {
        isFrozen ? reading : reading + source - touchedAt
    }

    mutating func advance(by milliseconds: Int64, _ source: Int64) {
        reading = now(source) + milliseconds
        touchedAt = source
    }

    mutating func freeze(_ frozen: Bool, _ source: Int64) {
        advance(by: 0, source)
        isFrozen = frozen
    }
}
