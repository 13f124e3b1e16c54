import PyrusFilesConformance
import PyrusFilesServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a person reads at the end of a run: what did not pass, and the counts.
struct RunText {
    private let report: Report
    private let isColoured: Bool

    init(_ report: Report) {
        self.report = report
        isColoured = isatty(STDOUT_FILENO) == 1 && ProcessEnvironment.value(of: "NO_COLOR") == nil
    }

    var text: String {
        var text = ""
        for result in report.results where ![.passed, .notRun].contains(result.outcome) {
            text += "\(coloured(result.outcome)) \(result.case.id)\n"
            if let reason = result.reason { text += "    \(Self.harmless(reason))\n" }
        }
        // Many cases have one reason not to run.
        let waiting = Dictionary(grouping: report.results.filter { $0.outcome == .notRun }) { $0.reason ?? "" }
        for (reason, results) in waiting.sorted(by: { $0.key < $1.key }) {
            text += "not-run: \(results.count) \(results.count == 1 ? "case" : "cases"). \(Self.harmless(reason))\n"
        }
        for note in report.notes { text += Self.harmless(note) + "\n" }
        let peer = Self.harmless(report.peer)
        return text + "\(report.summary) (\(peer), contract \(report.contract), \(report.profile.rawValue))\n"
    }

    private func coloured(_ outcome: Outcome) -> String {
        guard isColoured else { return outcome.rawValue }
        let colour =
            switch outcome {
            case .failed, .unexpectedPass: 31
            case .passed: 32
            default: 33
            }
        return "\u{1B}[\(colour)m\(outcome.rawValue)\u{1B}[0m"
    }

    /// What a peer sent may not steer the terminal.
    private static func harmless(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar
                }))
    }
}
