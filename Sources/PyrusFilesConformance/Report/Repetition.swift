/// One result a case, of runs of the same cases: the worst counts, and says how often it came.
enum Repetition {
    /// - Parameters:
    ///   - results: of any run, in any order.
    ///   - cases: those that there has to be a result of.
    ///   - reason: why a case has none.
    static func merged(_ results: [CaseResult], of cases: [Case], otherwise reason: String) -> [CaseResult] {
        let all = Dictionary(grouping: results, by: \.case.id)
        return cases.map { examined in
            let results = all[examined.id] ?? []
            guard let worst = results.max(by: { $0.outcome.badness < $1.outcome.badness }) else {
                return CaseResult(examined, .notRun, reason: reason)
            }
            let count = results.count { $0.outcome == worst.outcome }
            let often = "In \(count) of \(results.count) runs: \(worst.reason ?? worst.outcome.rawValue)"
            return CaseResult(
                examined, worst.outcome, expected: worst.expected, actual: worst.actual,
                reason: count == results.count ? worst.reason : often,
                seconds: results.reduce(0) { $0 + $1.seconds }, transcript: worst.transcript,
                remnants: results.flatMap(\.remnants))
        }
    }
}

extension Outcome {
    fileprivate var badness: Int {
        switch self {
        case .passed: 0
        case .unsupported: 1
        case .notRun: 2
        case .expectedFailure, .warned: 3
        case .unexpectedPass: 4
        case .error: 5
        case .failed: 6
        }
    }
}
