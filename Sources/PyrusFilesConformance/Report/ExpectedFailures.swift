/// The cases that are known to fail, with a reason each: a file with one a line, `id: reason`.
///
/// Blank lines and those that begin with `#` are kept where they stand.
public struct ExpectedFailures: Sendable, Equatable {
    private enum Line: Sendable, Equatable {
        case other(String)
        case failure(Case.ID, reason: String)
    }

    /// Why a text is no such list.
    public struct Unreadable: Error, Sendable, Equatable {
        /// Counted from 1.
        public let line: Int
        /// A sentence.
        public let reason: String
    }

    private var lines: [Line]

    /// - Throws: ``Unreadable``
    public init(_ text: String) throws(Unreadable) {
        lines = []
        var seen: Set<Case.ID> = []
        var texts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.trimmed)
        if texts.last?.isEmpty == true { texts.removeLast() }
        for (index, text) in texts.enumerated() {
            if text.isEmpty || text.hasPrefix("#") {
                lines.append(.other(text))
                continue
            }
            let id = text.prefix { $0 != ":" }.trimmed
            let reason = text.drop { $0 != ":" }.dropFirst().trimmed
            guard !id.isEmpty, !reason.isEmpty else {
                throw Unreadable(line: index + 1, reason: "A line has to be an id, a colon and a reason.")
            }
            guard seen.insert(id).inserted else { throw Unreadable(line: index + 1, reason: "\(id) is there twice.") }
            lines.append(.failure(id, reason: reason))
        }
    }

    /// Why each is expected to fail.
    public var reasons: [Case.ID: String] {
        Dictionary(
            lines.compactMap { if case .failure(let id, let reason) = $0 { (id, reason) } else { nil } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Those that no case has.
    public func unknown(among cases: [Case] = Catalogue.all) -> [Case.ID] {
        let known = Set(cases.map(\.id))
        return reasons.keys.filter { !known.contains($0) }.sorted()
    }

    /// What the results are in its light: one that still fails is expected, one that passes is not.
    public func applied(to results: [CaseResult]) -> [CaseResult] {
        let reasons = reasons
        return results.map { result in
            guard let expectation = reasons[result.case.id] else { return result }
            var result = result
            switch result.outcome {
            case .failed, .warned:
                result.outcome = .expectedFailure
                result.reason = "\(expectation) (\(result.reason ?? "It failed."))"
            case .passed:
                result.outcome = .unexpectedPass
                result.reason = "It passes, but the expected failures have it: \(expectation)"
            default: break
            }
            return result
        }
    }

    /// The list that these results are as expected by: without what passes and what is unknown, with what fails. What was
    /// not judged stays.
    public func updated(by results: [CaseResult], among cases: [Case] = Catalogue.all) -> ExpectedFailures {
        let unknown = Set(unknown(among: cases))
        let passed = Set(results.filter { $0.outcome == .passed }.map(\.case.id))
        let reasons = reasons
        var updated = self
        updated.lines.removeAll {
            if case .failure(let id, _) = $0 { unknown.contains(id) || passed.contains(id) } else { false }
        }
        for result in results where result.outcome == .failed && reasons[result.case.id] == nil {
            let reason = (result.reason ?? "It fails.").split(whereSeparator: \.isNewline).joined(separator: " ")
            updated.lines.append(.failure(result.case.id, reason: reason))
        }
        return updated
    }

    /// The file.
    public var text: String {
        lines.map { line in
            switch line {
            case .other(let text): text + "\n"
            case .failure(let id, let reason): "\(id): \(reason)\n"
            }
        }.joined()
    }
}
