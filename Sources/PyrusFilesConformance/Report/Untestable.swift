import PyrusFiles

/// A requirement that no case checks, and why.
struct Untestable: Sendable {
    let requirement: Requirement
    let reason: String

    /// Those that these cases leave out.
    static func all(beside cases: [Case]) -> [Untestable] {
        let checked = Set(cases.flatMap(\.requirements))
        let halves = Set(cases.map(\.half))
        return Requirement.all.filter { !checked.contains($0.id) }.map { requirement in
            Untestable(requirement: requirement, reason: reason(requirement, halves))
        }
    }

    private static func reason(_ requirement: Requirement, _ halves: Set<Case.Half>) -> String {
        if requirement.group == "CLIENT", !halves.contains(.client) { return "It is the client's to meet." }
        if requirement.level == .may { return "It is allowed, not required: there is nothing to fail." }
        return "No case of this kit checks it."
    }
}
