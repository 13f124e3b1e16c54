import PyrusFiles

/// What a peer may show of a run.
public struct Badge: Sendable, Equatable {
    /// The contract's date and the profile.
    public let label: String
    /// What was judged, and how much of it passed.
    public let message: String
    /// Whether all of it passed.
    public let isGreen: Bool

    /// Why there is none.
    public struct Withheld: Error, Sendable, Equatable {
        /// A sentence.
        public let reason: String
    }

    /// - Throws: ``Withheld`` where a badge would say more than the run shows.
    public init(_ report: Report) throws(Withheld) {
        guard report.isWhole else { throw Withheld(reason: "The run was narrowed by --run or --skip.") }
        guard !report.isStopped else { throw Withheld(reason: "The run was stopped before its end.") }
        guard report.count(.error) == 0 else { throw Withheld(reason: "There were errors of the kit or its set-up.") }
        let musts = report.results.filter { $0.case.level == .must }
        let missing = report.topics.filter { $0.results.allSatisfy { $0.outcome == .unsupported } }.map(\.name)
        if let other = musts.first(where: { !$0.isAccounted(for: missing) }) {
            throw Withheld(reason: "A MUST case did not run: \(other.case.id).")
        }
        let judged = musts.filter(\.outcome.isJudged)
        guard !judged.isEmpty else { throw Withheld(reason: "No MUST case was judged.") }
        let passed = judged.count { $0.outcome == .passed || $0.outcome == .unexpectedPass }
        let topics = report.topics.map(\.name).filter { name in judged.contains { $0.case.topic == name } }
        let known = topics.filter(Self.operations.contains)
        let operations = known.isEmpty ? topics : known
        let lacking = Self.lacking(musts) + missing
        label = "Pyrus Files \(report.contract) \(report.profile.rawValue)"
        message =
            "\(operations.joined(separator: ", ")): \(passed)/\(judged.count)"
            + (lacking.isEmpty ? "" : " without \(lacking.joined(separator: ", "))")
        isGreen = passed == judged.count && report.exitStatus == 0
    }

    /// Topics that are something to do with a file; the others would make it too long to be one.
    private static let operations: Set<String> = ["upload", "download", "attach", "articles", "roundtrip"]

    /// What the run did not have, in words.
    private static func lacking(_ results: [CaseResult]) -> [String] {
        let wants = results.filter(\.isForWantOfAnOption)
        let names: [(String, String)] = [
            ("--large", "2 GB"), ("--intrusive", "intrusive cases"), ("--control-url", "a control URL"),
        ]
        return names.filter { option, _ in wants.contains { $0.reason?.hasPrefix("It needs \(option)") ?? false } }
            .map(\.1)
    }
}

extension CaseResult {
    /// Whether it did not run because an option of the run was missing.
    fileprivate var isForWantOfAnOption: Bool {
        outcome == .notRun && !self.case.needs.isDisjoint(with: [.control, .large, .intrusive])
            && reason?.hasPrefix("It needs --") ?? false
    }

    fileprivate func isAccounted(for missing: [String]) -> Bool {
        outcome.isJudged || isForWantOfAnOption || outcome == .unsupported && missing.contains(self.case.topic)
    }
}
