import PyrusFiles

/// A fault of the list: what, for which requests, and how often.
struct FaultEntry: Sendable {
    private static let counts: ClosedRange<Int64> = 0...1_000_000_000

    let kind: FaultKind
    let fault: any Fault
    let filter: FaultFilter
    private let members: [JSON.Member]
    /// How many requests are let pass first.
    private let skip: Int64
    /// How many requests meet it; 0 is without end.
    private let times: Int64
    private var passed: Int64 = 0
    private var used: Int64 = 0

    /// - Parameter organization: the one that the whole list was put for.
    init(_ json: JSON, organization: String?) throws(ControlError) {
        guard let members = json.objectValue else { throw ControlError("A fault has to be an object.") }
        guard let name = json["kind"]?.stringValue else {
            throw ControlError("A fault needs \"kind\": one of \(FaultKind.all.map(\.name).quoted).")
        }
        guard Set(members.map(\.key)).count == members.count else {
            throw ControlError("Each member of a fault may be given once.")
        }
        kind = try FaultKind.named(name)
        skip = try Self.count("skip", in: json) ?? 0
        times = try Self.count("times", in: json) ?? 1
        filter = try FaultFilter(members, organization: organization)
        let common = FaultFilter.members + ["kind", "skip", "times"]
        fault = try kind.fault(members.filter { !common.contains($0.key) })
        var shown = members.filter { !["organization", "skip", "times"].contains($0.key) && !$0.value.isNull }
        if let organization = filter.organization { shown.append(.init("organization", .string(organization))) }
        self.members = shown + [.init("skip", .integer(skip)), .init("times", .integer(times))]
    }

    private static func count(_ name: String, in json: JSON) throws(ControlError) -> Int64? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let count = value.int64Value, counts.contains(count) else {
            throw ControlError(
                "\"\(name)\" has to be a whole number from \(counts.lowerBound) to \(counts.upperBound).")
        }
        return count
    }

    /// As it was put, with what was left out, and how many requests met it.
    var json: JSON { .object(members + [.init("used", .integer(used))]) }

    var isUsedUp: Bool { times != 0 && used >= times }

    /// Whether it is this request's turn, which counts then.
    mutating func meets(_ subject: FaultFilter.Subject) -> Bool {
        guard !isUsedUp, filter.matches(subject) else { return false }
        guard passed >= skip else {
            passed += 1
            return false
        }
        used += 1
        return true
    }
}
