public import PyrusFiles

extension Report {
    /// The report as one JSON object; `Fixtures/reports/report.schema.json` describes it.
    public var json: JSON {
        [
            "kit": .string(kit), "contract": .string(contract), "profile": .string(profile.rawValue),
            "edition": .string(edition.rawValue), "seed": seed.map { .integer($0) } ?? .null, "whole": .bool(isWhole),
            "peer": .string(peer), "remains": remains,
            "summary": .object(Outcome.allCases.map { JSON.Member($0.rawValue, .integer(count($0))) }),
            "cases": .array(results.map(json)),
        ]
    }

    private func json(_ result: CaseResult) -> JSON {
        [
            "id": .string(result.case.id), "outcome": .string(result.outcome.rawValue),
            "level": .string(result.case.level.rawValue),
            "requirements": .array(result.case.requirements.map { .string($0) }),
            "expected": .string(result.expectation), "actual": result.actual.map { .string($0) } ?? .null,
            "reason": result.reason.map { .string($0) } ?? .null, "seconds": .number(result.seconds.thousandths),
            "replay": .string(replay(result.case.id)),
            "transcript": .array(TranscriptText(result).lines.map(\.json)),
        ]
    }
}

extension TranscriptText.Line {
    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            .init("seconds", .number(event.seconds.thousandths)), .init("connection", .integer(event.connection)),
            .init("event", .string(name)),
        ]
        if let end { members.append(.init("end", .string(end.rawValue))) }
        guard name == "sent" || name == "received" else { return .object(members) }
        members += [
            .init("bytes", .integer(event.count)), .init("text", .string(text)), .init("hex", .string(hex)),
        ]
        return .object(members)
    }
}
