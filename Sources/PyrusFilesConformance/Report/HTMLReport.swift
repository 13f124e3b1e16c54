import PyrusFiles

/// A report as a page of its own: one file, nothing from elsewhere, readable without a script.
struct HTMLReport: Sendable {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        HTMLPage.text(
            title: "Conformance of \(report.peer)", body: head + filters + topics, script: HTMLPage.filterScript)
    }

    private var head: String {
        let facts: [(String, String)] = [
            ("contract", report.contract), ("profile", report.profile.rawValue), ("edition", report.edition.rawValue),
            ("kit", report.kit), ("seed", report.seed.map { "\($0)" } ?? ""),
        ]
        let terms = facts.filter { !$0.1.isEmpty }
            .map { "<div><dt>\($0)</dt><dd>\(Escaped.html($1))</dd></div>" }.joined()
        let (word, tone) =
            switch report.exitStatus {
            case 0: ("conformant", "passed")
            case 1: ("not conformant", "failed")
            default: ("not judged", "error")
            }
        let notes = report.notes.map { "<p class=\"caveat\">\(Escaped.html($0))</p>\n" }.joined()
        return """
            <header>
            <h1>\(Escaped.html(report.peer)) <span class="tag \(tone)">\(word)</span></h1>
            <dl>\(terms)</dl>
            \(notes)</header>

            """
    }

    private var filters: String {
        let outcomes = Outcome.allCases.filter { report.count($0) > 0 }
        let buttons = outcomes.map { outcome in
            let name = outcome.rawValue
            return "<button type=\"button\" data-filter=\"\(name)\" aria-pressed=\"false\">"
                + "<span class=\"mark \(name)\">\(outcome.mark)</span> \(name) <b>\(report.count(outcome))</b></button>\n"
        }.joined()
        return """
            <nav aria-label="Filter by outcome">
            <button type="button" data-filter="" aria-pressed="true">all <b>\(report.results.count)</b></button>
            \(buttons)</nav>
            <main>

            """
    }

    private var topics: String {
        report.topics.map { topic in
            let passed = topic.results.count { $0.outcome == .passed }
            return """
                <section>
                <h2>\(Escaped.html(topic.name)) <small>\(passed) of \(topic.results.count) passed</small></h2>
                \(parts(topic.name, topic.results))</section>

                """
        }.joined() + "</main>\n"
    }

    /// The cases of a topic, by what of it they are about.
    private func parts(_ topic: String, _ results: [CaseResult]) -> String {
        var parts: [(name: String, cards: String)] = []
        for result in results {
            let name = result.case.id.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
            if parts.last?.name != name { parts.append((name, "")) }
            parts[parts.count - 1].cards += card(result)
        }
        return parts.map { name, cards in
            name == topic ? cards : "<section>\n<h3>\(Escaped.html(name))</h3>\n\(cards)</section>\n"
        }.joined()
    }

    private func card(_ result: CaseResult) -> String {
        let outcome = result.outcome.rawValue
        let rows: [(String, String?)] = [
            ("expected", result.expectation), ("actual", result.actual), ("reason", result.reason),
        ]
        let facts = rows.compactMap { name, value in
            value.map { "<dt>\(name)</dt><dd>\(Escaped.html($0))</dd>\n" }
        }.joined()
        return """
            <details class="case" id="\(Escaped.html(result.case.id))" data-outcome="\(outcome)">
            <summary><span class="mark \(outcome)" title="\(outcome)">\(result.outcome.mark)</span> \
            <code>\(Escaped.html(result.case.id))</code> <span class="level">\(result.case.level.rawValue.uppercased())</span> \
            <span class="what">\(Escaped.html(result.case.expectation))</span> \
            <span class="time">\(result.seconds.thousandths) s</span></summary>
            <div class="body">
            \(result.case.requirements.map(requirement).joined())<dl class="facts">
            <dt>outcome</dt><dd><span class="tag \(outcome)">\(outcome)</span></dd>
            \(facts)<dt>replay</dt><dd><pre tabindex="0">\(Escaped.html(report.replay(result.case.id)))</pre></dd>
            </dl>
            \(HTMLTranscript(result).text)</div>
            </details>

            """
    }

    private func requirement(_ id: Requirement.ID) -> String {
        guard let requirement = Requirement[id] else { return "" }
        let evidence = requirement.evidence.map { "<span class=\"evidence\">\($0.rawValue)</span>" }
        return """
            <blockquote><b>\(Escaped.html(id))</b> <span class="level">\(requirement.level.rawValue.uppercased())</span> \
            \(evidence.joined(separator: " "))<br>\(HTMLPage.code(requirement.sentence))</blockquote>

            """
    }
}
