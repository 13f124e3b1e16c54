/// In which order the cases of a run come, and which of them side by side.
struct Schedule {
    private let options: RunOptions

    init(_ options: RunOptions) { self.options = options }

    /// Judges the cases of a half that the options choose, and hands over each result as it comes.
    ///
    /// - Returns: the results in the order of the run.
    func run(
        _ cases: [Case], of half: Case.Half, onResult: @escaping @Sendable (CaseResult) -> Void,
        judge: @escaping @Sendable (Case) async -> CaseResult
    ) async -> [CaseResult] {
        var chosen = cases.filter { $0.half == half && options.includes($0.id) }
        if let seed = options.seed {
            var generator = SeededOrder(seed: seed)
            chosen.shuffle(using: &generator)
        }
        let side = chosen.filter { !$0.needs.contains(.solitude) }
        var results = await withTaskGroup(of: CaseResult.self) { group in
            var results: [CaseResult] = []
            var waiting = side[...]
            for _ in 0..<max(1, options.jobs) {
                if let next = waiting.popFirst() { group.addTask { await judge(next) } }
            }
            while let result = await group.next() {
                onResult(result)
                results.append(result)
                if !Task.isCancelled, let next = waiting.popFirst() { group.addTask { await judge(next) } }
            }
            return results
        }
        for next in chosen where next.needs.contains(.solitude) && !Task.isCancelled {
            let result = await judge(next)
            onResult(result)
            results.append(result)
        }
        let places = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1.id, $0) })
        return results.sorted { places[$0.case.id, default: 0] < places[$1.case.id, default: 0] }
    }
}

/// An order that a seed decides (SplitMix64).
private struct SeededOrder: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
