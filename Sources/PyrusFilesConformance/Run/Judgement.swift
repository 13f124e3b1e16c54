/// Turns what a check did into an outcome.
struct Judgement {
    private let examined: Case
    private let isStrict: Bool

    init(of examined: Case, _ options: RunOptions) {
        self.examined = examined
        isStrict = options.isStrict
    }

    /// Runs a check, which has so long.
    func result(
        within time: Duration, _ transcript: Transcript, _ check: @escaping @Sendable () async throws -> Void
    ) async -> CaseResult {
        let start = ContinuousClock.now
        let outcome: Outcome
        var (expected, actual, reason): (String?, String?, String?)
        do {
            try await within(time, check)
            outcome = .passed
        } catch let failure {
            switch failure {
            case let mismatch as Mismatch: (expected, actual) = (mismatch.expected, mismatch.actual)
            case let failure as WireFailure: (expected, actual) = ("an answer", failure.description)
            case let limit as CannotJudge: reason = limit.reason
            case let failure as SetUpFailure: reason = failure.reason
            case let failure as AdapterFailure: reason = "The adapter failed: \(failure.reason)"
            default: reason = "The kit failed: \(failure)"
            }
            if let expected, let actual {
                outcome = isWarning ? .warned : .failed
                reason = Mismatch(expected: expected, actual: actual).description + caveat
            } else if let limit = failure as? CannotJudge {
                outcome = limit.isUnsupported ? .unsupported : .notRun
            } else {
                outcome = .error
            }
        }
        let elapsed = ContinuousClock.now - start
        return CaseResult(
            examined, outcome, expected: expected, actual: actual, reason: reason,
            seconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18,
            transcript: transcript.events)
    }

    /// A SHOULD that is not met is a warning, as is what nobody but this project says.
    private var isWarning: Bool { !isStrict && (examined.level != .must || examined.isChosen) }

    private var caveat: String {
        examined.isChosen
            ? " This is a choice of the contract, nobody outside of the service knows: the real one may differ." : ""
    }

    private func within(_ time: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: time)
                throw Mismatch(expected: "an end of the case within \(time)", actual: "none")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
