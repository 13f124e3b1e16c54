/// A request's target with its scheme and authority, as a proxy gets it (RFC 9112, 3.2.2).
struct AbsoluteTarget: Sendable, Equatable {
    /// `http` or `https`.
    let scheme: String
    /// As it came.
    let authority: String
    /// With the query; `/` where there is no path.
    let path: String

    /// `nil` of a target of another form.
    ///
    /// - Throws: where it begins like one, and is none.
    init?(_ target: String) throws(Refusal) {
        guard !target.hasPrefix("/"), let colon = target.firstIndex(of: ":") else { return nil }
        scheme = target[..<colon].lowercased()
        guard ["http", "https"].contains(scheme) else { return nil }
        let rest = target[colon...].dropFirst(3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard target[colon...].hasPrefix("://"), !authority.isEmpty else {
            throw .malformed("its target is no address")
        }
        self.authority = String(authority)
        let path = rest[authority.endIndex...]
        self.path = path.hasPrefix("/") ? String(path) : "/\(path)"
    }
}
