/// Those who share files and tasks: the domain of their logins (AUTH-08).
public struct Organization: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// The domain in lower case; a login without `@` is an organization of its own.
    public let name: String

    /// The name of the organization that a login belongs to, and whether it is a domain.
    ///
    /// A login of its own is never in the organization of a domain that is spelled like it.
    public static func name(ofLogin login: String) -> (name: String, isDomain: Bool) {
        guard let at = login.lastIndex(of: "@"), login.index(after: at) != login.endIndex else {
            return (login.lowercased(), false)
        }
        return (login[login.index(after: at)...].lowercased(), true)
    }
}

/// Who a token speaks for.
public struct Account: Sendable, Hashable {
    /// As the API shows it.
    public let id: Int64
    /// What it was authorized with.
    public let login: String
    /// Whose files it reaches.
    public let organization: Organization

    /// What a task shows as its author's first name: the login's part before `@`.
    public var firstName: String {
        String(login.prefix { $0 != "@" })
    }
}
