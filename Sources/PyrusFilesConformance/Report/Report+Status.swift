extension Report {
    /// The exit status of the run: 0 only where a MUST case passed and none failed.
    public var exitStatus: Int32 {
        if count(.failed) + count(.unexpectedPass) + unknownExpectations.count > 0 { return 1 }
        // Without a MUST case that passed nothing was shown, whatever else there was.
        let isShown = results.contains { $0.case.level == .must && $0.outcome == .passed }
        return count(.error) > 0 || !isShown ? 3 : 0
    }

    /// Why the status is 3 although no case is an `error`.
    public var reasonForNothing: String? {
        guard exitStatus == 3, count(.error) == 0 else { return nil }
        return results.contains { $0.outcome.isJudged } ? "No MUST case passed." : "Nothing was judged."
    }
}

extension Outcome {
    /// Whether it says something about the peer.
    var isJudged: Bool {
        switch self {
        case .passed, .failed, .warned, .expectedFailure, .unexpectedPass: true
        case .unsupported, .notRun, .error: false
        }
    }

    /// Whether it fails the run.
    var isFailure: Bool { self == .failed || self == .unexpectedPass }

    /// What stands before a case in a list for people.
    var mark: String {
        switch self {
        case .passed: "✓"
        case .failed, .unexpectedPass: "✗"
        case .warned: "!"
        case .error: "⚠"
        case .unsupported, .notRun: "–"
        case .expectedFailure: "~"
        }
    }
}
