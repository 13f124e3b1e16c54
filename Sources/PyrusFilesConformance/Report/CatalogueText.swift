public import PyrusFiles

/// The catalogue, to be read.
public enum CatalogueText {
    /// What `cases --json` prints: the list of a report without the results.
    public static func json(_ cases: [Case] = Catalogue.all) -> JSON {
        [
            "kit": .string(Kit.version), "contract": .string(Kit.contract),
            "cases": .array(
                cases.map { examined in
                    [
                        "id": .string(examined.id), "level": .string(examined.level.rawValue),
                        "requirements": .array(examined.requirements.map { .string($0) }),
                        "expected": .string(examined.expectation),
                        "needs": .array(examined.needs.words.map { .string($0) }),
                        "replay": .string(examined.replay),
                    ]
                }),
            "untestable": .array(
                Untestable.all(beside: cases).map {
                    ["requirement": .string($0.requirement.id), "reason": .string($0.reason)]
                }),
        ]
    }

    /// A line a case: id, level, requirements and what it needs.
    public static func lines(_ cases: [Case]) -> String {
        let widest = cases.map(\.id.count).max() ?? 0
        return cases.map { examined in
            let space = String(repeating: " ", count: widest - examined.id.count)
            let level = examined.level.rawValue.uppercased()
            let needs = examined.needs.words.isEmpty ? "" : "  (\(examined.needs.words.joined(separator: ", ")))"
            return "\(examined.id)\(space)  \(level)  \(examined.requirements.joined(separator: " "))\(needs)\n"
        }.joined()
    }

    /// Everything about a case but what is sent.
    public static func explanation(_ examined: Case) -> String {
        var text = "\(examined.id)\n\n  \(examined.expectation)\n"
        for id in examined.requirements {
            guard let requirement = Requirement[id] else { continue }
            let evidence = requirement.evidence.map(\.rawValue).joined(separator: ", ")
            text += "\n\(id)  \(requirement.level.rawValue.uppercased())  (\(evidence))\n  \(requirement.sentence)\n"
        }
        if examined.isChosen {
            text += "\nNobody but this project says so: where it fails, it is a warning.\n"
        }
        if !examined.needs.words.isEmpty { text += "\nIt needs \(examined.needs.words.joined(separator: ", ")).\n" }
        return text + "\nTo run it:\n  \(examined.replay)\n"
    }

    /// What went over the connections of a run of a case, with tokens and keys masked.
    public static func exchange(_ result: CaseResult, secrets: [String]) -> String {
        let masked = Mask(secrets, [result]).applied(to: result)
        return TranscriptText(masked).lines.map(\.plainText).joined()
    }
}

extension TranscriptText.Line {
    /// A line of what happened, and the bytes as text behind a margin.
    fileprivate var plainText: String {
        let cut = isCut ? ", the first \(bytes.count) of them:" : bytes.isEmpty ? "" : ":"
        let head = "  connection \(event.connection) \(name)"
        guard name == "sent" || name == "received" else { return head + (end.map { " (\($0.rawValue))" } ?? "") + "\n" }
        let visible = text.unicodeScalars.map { scalar in
            scalar == "\r" ? "" : scalar.value < 0x20 && scalar != "\n" && scalar != "\t" ? "." : String(scalar)
        }.joined()
        let lines = visible.split(separator: "\n", omittingEmptySubsequences: false).map { "  | \($0)\n" }.joined()
        return "\(head) \(event.count) bytes\(cut)\n" + (bytes.isEmpty ? "" : lines)
    }
}

extension Case {
    /// What runs it against a server of this project's own.
    var replay: String {
        let large = needs.contains(.large) ? " --large" : ""
        return half == .client
            ? "pyrus-files verify client --run '\(id)'\(large) -- COMMAND"
            : "pyrus-files exec -- pyrus-files verify server --run '\(id)'\(large)"
    }
}

extension Case.Needs {
    var words: [String] {
        [
            (Case.Needs.cloud, "cloud"), (.control, "control"), (.large, "large"), (.intrusive, "intrusive"),
            (.solitude, "alone"),
        ].filter { contains($0.0) }.map(\.1)
    }
}
