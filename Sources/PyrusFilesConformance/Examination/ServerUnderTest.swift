public import PyrusFiles

/// A server that claims to be the API: where it is, and who may use it.
public struct ServerUnderTest: Sendable {
    /// Where the API is, such as `https://api.pyrus.com/v4/`.
    public var api: ServerAddress
    /// Where files are, such as `https://files.pyrus.com/`; by default the API's host.
    public var files: ServerAddress?
    /// The whole address of the auth method; by default `auth` under the API's.
    public var auth: ServerAddress?
    /// Of this project's servers, and of those that do the same: a clock to move, accounts, a reset.
    public var control: ServerAddress?
    /// Who asks.
    public var credentials: Credentials?
    /// A token that is valid already; without one, the credentials get one.
    public var accessToken: String?
    /// A task that comments can be made in.
    public var taskID: Int64 = 1
    /// Which answers it gives where the help page and the recordings differ.
    public var profile = Profile.documented
    /// Which layout of addresses it has.
    public var edition = Edition.cloud
    /// A file of certificates to trust, beside those that the system trusts.
    public var authorityFile: String?

    /// One of which no more is known than where it is.
    public init(api: ServerAddress) { self.api = api }
}
