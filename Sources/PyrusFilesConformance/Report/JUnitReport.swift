/// A report for CI systems that read JUnit's XML: a suite a topic.
struct JUnitReport: Sendable {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let suites = report.topics.map { suite($0.name, $0.results) }.joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="pyrus-files verify"\(Self.counts(report.results))>
            \(suites)</testsuites>

            """
    }

    private func suite(_ name: String, _ results: [CaseResult]) -> String {
        """
          <testsuite name="\(Escaped.xml(name))"\(Self.counts(results))>
        \(properties)\(results.map(testCase).joined())  </testsuite>

        """
    }

    private var properties: String {
        let values = [
            ("kit", report.kit), ("contract", report.contract), ("profile", report.profile.rawValue),
            ("edition", report.edition.rawValue), ("seed", report.seed.map { "\($0)" } ?? ""),
            ("whole", "\(report.isWhole)"), ("peer", report.peer),
        ]
        let lines = values.map { #"      <property name="\#($0)" value="\#(Escaped.xml($1))"/>"# + "\n" }.joined()
        return "    <properties>\n\(lines)    </properties>\n"
    }

    private static func counts(_ results: [CaseResult]) -> String {
        let skipped: [Outcome] = [.notRun, .unsupported, .expectedFailure]
        let seconds = results.reduce(0) { $0 + $1.seconds }.thousandths
        return #" tests="\#(results.count)" failures="\#(results.count { $0.outcome.isFailure })""#
            + #" errors="\#(results.count { $0.outcome == .error })""#
            + #" skipped="\#(results.count { skipped.contains($0.outcome) })" time="\#(seconds)""#
    }

    private func testCase(_ result: CaseResult) -> String {
        let id = result.case.id
        let path = id.split(separator: "/")
        let head =
            #"    <testcase classname="\#(Escaped.xml(path.dropLast().joined(separator: ".")))""#
            + #" name="\#(Escaped.xml(path.last.map(String.init) ?? id))" time="\#(result.seconds.thousandths)""#
        let reason = result.reason ?? result.outcome.rawValue
        let message = Escaped.xml("\(result.outcome.rawValue): \(reason)")
        switch result.outcome {
        case .passed: return head + "/>\n"
        case .failed, .unexpectedPass, .error:
            let element = result.outcome == .error ? "error" : "failure"
            return """
                \(head)>
                      <\(element) type="\(result.outcome.rawValue)" message="\(message)">\(Escaped.html(detail(result)))</\(element)>
                    </testcase>

                """
        case .notRun, .unsupported, .expectedFailure:
            return head + ">\n      <skipped message=\"\(message)\"/>\n    </testcase>\n"
        case .warned:
            return head + ">\n      <system-out>\(Escaped.html(detail(result)))</system-out>\n    </testcase>\n"
        }
    }

    private func detail(_ result: CaseResult) -> String {
        var lines = ["\(result.outcome.rawValue): \(result.reason ?? "")", "expected: \(result.expectation)"]
        if let actual = result.actual { lines.append("actual: \(actual)") }
        lines.append("requirements: \(result.case.requirements.joined(separator: " "))")
        lines.append("replay: \(report.replay(result.case.id))")
        return lines.joined(separator: "\n")
    }
}
