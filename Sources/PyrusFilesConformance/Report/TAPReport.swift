import PyrusFiles

/// A report in the Test Anything Protocol, version 14.
struct TAPReport: Sendable {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let notes = [
            "pyrus-files \(report.kit), contract \(report.contract), \(report.profile.rawValue), "
                + "\(report.edition.rawValue), \(report.peer)", report.summary,
        ]
        let lines = report.results.enumerated().map { line($0 + 1, $1) }
        let plan = lines.isEmpty ? "1..0 # SKIP no cases" : "1..\(lines.count)"
        return "TAP version 14\n\(plan)\n"
            + (notes + report.notes).map { "# \(Escaped.tap($0))\n" }.joined() + lines.joined()
    }

    private func line(_ number: Int, _ result: CaseResult) -> String {
        let reason = Escaped.tap(result.reason ?? "")
        let (isOK, directive) =
            switch result.outcome {
            case .passed, .warned: (true, "")
            case .failed, .unexpectedPass, .error: (false, "")
            case .notRun, .unsupported: (true, " # SKIP \(reason)")
            // What is to be done: it fails nothing, and is not forgotten.
            case .expectedFailure: (false, " # TODO \(reason)")
            }
        let head = "\(isOK ? "ok" : "not ok") \(number) - \(Escaped.tap(result.case.id))\(directive)\n"
        return [.passed, .notRun, .unsupported].contains(result.outcome) ? head : head + diagnostics(result)
    }

    /// As YAML, in which every JSON string is one.
    private func diagnostics(_ result: CaseResult) -> String {
        let values: [(String, String?)] = [
            ("outcome", result.outcome.rawValue), ("message", result.reason), ("expected", result.expectation),
            ("actual", result.actual), ("requirements", result.case.requirements.joined(separator: " ")),
            ("replay", report.replay(result.case.id)),
        ]
        let lines = values.compactMap { name, value in
            value.map { "  \(name): \(JSON.string(Self.oneLine($0)).compact)\n" }
        }
        return "  ---\n\(lines.joined())  ...\n"
    }

    /// YAML takes some characters for ends of lines, and refuses others, that JSON leaves alone.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0x7F...0x9F).contains(scalar.value) || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
                        || scalar.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : scalar
                }))
    }
}
