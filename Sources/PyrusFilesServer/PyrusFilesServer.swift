public import Logging
public import PyrusFilesStore
public import ServiceLifecycle
import Synchronization

/// A local stand-in for the Pyrus Files API.
///
/// In a test, ``withPyrusFiles(_:isolation:_:)`` starts one and ends it. In a program of services it is one of them:
/// ``run()`` serves until its group shuts it down or its task is cancelled. And ``start()`` and ``stop()`` do it by hand.
/// What is on it works from its making on, before it listens and without it: ``respond(to:body:atMost:)-(_,[UInt8],_)`` needs no port.
///
/// Two servers in one process share nothing.
public final class PyrusFilesServer: ServiceLifecycle.Service, CustomStringConvertible {
    struct Life {
        var serving: Task<Void, any Error>?
        var addresses: Addresses?
        var isOver = false
    }

    /// How it is to be.
    public let configuration: PyrusFilesConfiguration
    /// What a group of services calls it in its log. Without this, each start would look at all that it is made of for a name.
    public var description: String { "PyrusFilesServer" }
    let service: Service
    let connection: HTTPConnection
    let inProcess = InProcessExchanges()
    let logger: Logger
    let temporaryFolder: TemporaryFolder?
    let onRunning: @Sendable (Running) async -> Void
    let life = Mutex(Life())

    /// Opens the data and makes everything ready but the port.
    ///
    /// - Parameters:
    ///   - configuration: how it is to be.
    ///   - logger: where requests are logged, one line each; by default nowhere.
    ///   - clock: decides every time there is in the service (EXPIRY-05); by default it follows the system's.
    ///   - onRunning: called once the server answers.
    /// - Throws: what can't be opened or made, as a sentence: the folder, the database, the certificate. Nothing is
    ///   changed then.
    public convenience init(
        configuration: PyrusFilesConfiguration = PyrusFilesConfiguration(), logger: Logger? = nil,
        clock: ServiceClock = ServiceClock(), onRunning: @escaping @Sendable (Running) async -> Void = { _ in }
    ) throws {
        try self.init(configuration: configuration, logger: logger, clock: clock, onRunning: onRunning) { $0 }
    }

    /// - Parameter deviation: what is made of the way in which requests are answered: a server that does one thing wrong.
    init(
        configuration: PyrusFilesConfiguration, logger: Logger? = nil, clock: ServiceClock = ServiceClock(),
        onRunning: @escaping @Sendable (Running) async -> Void = { _ in },
        deviation: (@escaping RequestAnswering.Respond) -> RequestAnswering.Respond
    ) throws {
        let logger = logger ?? Logger(label: "pyrus-files") { _ in SwiftLogNoOpLogHandler() }
        self.configuration = configuration
        self.logger = logger
        self.onRunning = onRunning
        temporaryFolder = configuration.dataFolder == nil ? try TemporaryFolder() : nil
        let folder = configuration.dataFolder ?? temporaryFolder?.path ?? ""
        let store = try Store(
            folder: folder, start: configuration.startState, limits: configuration.limits, clock: clock)
        let tls = configuration.tls || configuration.intercepts ? try TLSIdentity(logger: logger) : nil
        service = Service(
            store: store, rates: RateLimiter(rate: configuration.limits.rateLimit, clocks: store.clocks),
            faults: FaultList(), journal: Journal(), configuration: configuration, authorityFile: tls?.authorityFile)
        let transport = Transport(tls?.context, configuration, logger)
        let answering = RequestAnswering(
            respond: deviation(Routing(service).respond), log: RequestLog(logger: logger),
            faults: FaultInjection(list: service.faults, store: store), journal: service.journal,
            rateLimits: RateLimitHeaders(rates: service.rates), limits: configuration.limits, clocks: store.clocks,
            interception: transport.interception)
        connection = HTTPConnection(
            answering: answering, limits: configuration.limits, transport: transport,
            tap: configuration.onConnectionEvent.map(ConnectionTap.init),
            isMemoryAmple: { store.isMemoryAmple })
    }

    /// Where it listens; `nil` before and where it does not.
    var addresses: Addresses? { life.withLock(\.addresses) }
}
