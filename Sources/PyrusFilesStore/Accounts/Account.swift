import Foundation

/// Those who share files and tasks: the domain of their logins (AUTH-08).
public struct Organization: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// The domain, as ``name(_:)`` spells it; a login without one is an organization of its own.
    public let name: String

    /// The name of the organization that a login belongs to.
    ///
    /// A login without a domain has an `@` behind it: no domain is spelled like that.
    public static func name(ofLogin login: String) -> String {
        guard let at = login.lastIndex(of: "@"), login.index(after: at) != login.endIndex else {
            return name(login + "@")
        }
        return name(String(login[login.index(after: at)...]))
    }

    /// The one spelling of a name: lower case, and composed, since strings compare by that and the database by bytes.
    public static func name(_ text: String) -> String {
        let name = text.lowercased()
        // Most are, and the tables of Unicode take a while to get the first time: each start would wait for it.
        return name.utf8.allSatisfy { $0 < 0x80 } ? name : name.precomposedStringWithCanonicalMapping
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
