/// A login and its key: what a client authorizes with (AUTH-04).
public struct Credentials: Sendable, Equatable {
    /// The login, as clients send it.
    public let login: String
    /// The secret that goes with it.
    public let securityKey: String

    /// A login with its key.
    public init(login: String, securityKey: String) {
        self.login = login
        self.securityKey = securityKey
    }
}
