import HTTPTypes
import Hummingbird
import Logging
import PyrusFilesStore
import Synchronization

/// What is known of a request beside its head: where it comes from, its body, and what became of it.
struct ExchangeContext: RequestContext {
    struct Source: RequestContextSource {
        let logger: Logger
        let body: IncomingBody
        let peer: any Peer
        let exchange: Exchange
    }

    var coreContext: CoreRequestContextStorage
    let body: IncomingBody
    let peer: any Peer
    let exchange: Exchange
    /// Who asks; set behind ``BearerAuthentication``.
    var account: Account?

    init(source: Source) {
        coreContext = .init(source: source)
        body = source.body
        peer = source.peer
        exchange = source.exchange
    }

    /// Who asks, where that must be somebody.
    var user: Account {
        get throws {
            guard let account else { throw Refusal(status: .internalServerError, message: "A route without a user.") }
            return account
        }
    }
}

/// What became of a request, put down by whoever decides it and read by those around it.
final class Exchange: Sendable {
    private struct State {
        var account: Account?
        var rate: RateLimiter.Standing?
        var closesConnection = false
        var faults: [String] = []
        var organization: String?
        var errorCode: String?
        var form: FormSighting?
    }

    private let state = Mutex(State())
    let start = ContinuousClock.now

    /// Who asked, once the token was good.
    var account: Account? {
        get { state.withLock { $0.account } }
        set { state.withLock { $0.account = newValue } }
    }

    /// How the user stands to the rate limit.
    var rate: RateLimiter.Standing? {
        get { state.withLock { $0.rate } }
        set { state.withLock { $0.rate = newValue } }
    }

    /// Whether what follows on the connection can't be trusted to be a request.
    var closesConnection: Bool {
        get { state.withLock { $0.closesConnection } }
        set { state.withLock { $0.closesConnection = newValue } }
    }

    /// The kinds of the faults that the request met.
    var faults: [String] {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    /// The name of the organization that the request belongs to: of the account, or of a login that asked for a token.
    var organization: String? {
        get { state.withLock { $0.account?.organization.name ?? $0.organization } }
        set { state.withLock { $0.organization = newValue } }
    }

    /// The code of an error that is the answer.
    var errorCode: String? {
        get { state.withLock { $0.errorCode } }
        set { state.withLock { $0.errorCode = newValue } }
    }

    /// What was seen of the form that came.
    var form: FormSighting? {
        get { state.withLock { $0.form } }
        set { state.withLock { $0.form = newValue } }
    }
}
