import PyrusFiles

/// A requirement that no case checks, and why.
struct Untestable: Sendable {
    /// Why none can: of each, for itself.
    static let reasons: [Requirement.ID: String] = [
        "ERROR-04": """
        A full disk and a broken database are the server's own misfortunes, which nothing that is sent can bring about; one that \
        it is told to play by a control API shows the play, and not what it does in earnest.
        """
    ]

    let requirement: Requirement
    let reason: String

    /// Those that these cases leave out.
    static func all(beside cases: [Case]) -> [Untestable] {
        let checked = Set(cases.flatMap(\.requirements))
        return Requirement.all.filter { !checked.contains($0.id) }.map { requirement in
            Untestable(requirement: requirement, reason: reasons[requirement.id] ?? allowed)
        }
    }

    private static let allowed = "It is allowed, not required: there is nothing to fail."
}
