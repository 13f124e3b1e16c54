extension Requirement {
    /// Every requirement, by group and number.
    public static let all: [Requirement] =
        [auth, upload, download, attach, expiry, error, limit, path, client].flatMap { $0 }

    /// The requirement with this id; nil where there is none.
    public static subscript(id: String) -> Requirement? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}
