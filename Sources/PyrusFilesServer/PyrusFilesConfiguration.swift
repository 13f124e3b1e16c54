public import PyrusFiles
import PyrusFilesStore

/// How a server is to be: what `pyrus-files serve` takes as options, with the same defaults but for the port.
public struct PyrusFilesConfiguration: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port to listen on; 0, the default, picks a free one.
    public var port = 0
    /// The folder that holds the data; `nil` is a temporary one, removed at the end.
    public var dataFolder: String?
    /// Which answers the server gives where the help page and the recordings differ.
    public var profile = Profile.documented
    /// Which layout of addresses it has (PATH-01, PATH-02).
    public var edition = Edition.cloud
    /// The accounts there are. Without any, every login is accepted, with the key that it first comes with.
    public var accounts: [Credentials] = []
    /// A token that is valid from the start: of the first account, else of `local@pyrus.test`.
    public var accessToken = "local-token"
    /// Tasks that are there from the start, in every organization.
    public var tasks: [Int64] = [1]
    /// A folder whose files are there from the start, in every organization, attached to task 1.
    public var seedFolder: String?
    /// The token that calls of the control API carry; without one, only peers on this machine may call it.
    public var controlToken: String?
    /// Every bound and period.
    public var limits = Limits()
    /// Whether to serve HTTPS, with a certificate of the local CA.
    public var tls = false
    /// Whether to be a forward proxy too, which answers in the place of the real service's hosts and refuses all others.
    public var intercepts = false
    /// Hosts that the proxy lets through as they are.
    public var allowedHosts: [AllowedHost] = []
    /// Is told what goes over each connection, in its order, as it goes; of TLS, what is within. Tokens and keys are as they
    /// are. It holds up the connection for as long as it takes.
    public var onConnectionEvent: (@Sendable (ConnectionEvent) -> Void)?

    /// The defaults.
    public init() {}

    /// Whose the token is that is valid from the start.
    public var firstAccount: Credentials {
        accounts.first ?? Credentials(login: "local@pyrus.test", securityKey: "local-key")
    }

    var startState: StartState {
        var state = StartState()
        state.accounts = accounts
        state.token = (accessToken, firstAccount)
        state.tasks = tasks
        state.seedFolder = seedFolder
        return state
    }
}
