import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PyrusFiles
public import PyrusFilesStore
public import ServiceLifecycle

/// A local stand-in for the Pyrus Files API.
///
/// It is a service: ``run()`` serves until its group shuts it down or its task is cancelled. Two servers in one process
/// share nothing.
public final class PyrusFilesServer: ServiceLifecycle.Service {
    /// Where a server that runs can be reached, and what it keeps where.
    public struct Running: Sendable {
        /// Where clients find it.
        public let addresses: Addresses
        /// The folder of its data.
        public let dataFolder: String
        /// The certificate of the local CA, where it serves HTTPS or intercepts.
        public let authorityFile: String?
        /// What clients are to take for their proxy, where it intercepts.
        public let proxyURL: String?
    }

    private let configuration: PyrusFilesConfiguration
    private let logger: Logger
    private let store: Store
    private let temporaryFolder: TemporaryFolder?
    private let tls: TLSIdentity?
    private let onRunning: @Sendable (Running) async -> Void
    private let isListening = Flag()

    /// Opens the data and makes everything ready but the port.
    ///
    /// - Parameters:
    ///   - clock: decides every time there is in the service (EXPIRY-05); by default it follows the system's.
    ///   - onRunning: called once the server answers.
    /// - Throws: what can't be opened or made, as a sentence: the folder, the database, the certificate. Nothing is
    ///   changed then.
    public init(
        configuration: PyrusFilesConfiguration, logger: Logger, clock: ServiceClock = ServiceClock(),
        onRunning: @escaping @Sendable (Running) async -> Void = { _ in }
    ) throws {
        self.configuration = configuration
        self.logger = logger
        self.onRunning = onRunning
        temporaryFolder = configuration.dataFolder == nil ? try TemporaryFolder() : nil
        let folder = configuration.dataFolder ?? temporaryFolder?.path ?? ""
        store = try Store(
            folder: folder, start: configuration.startState, limits: configuration.limits, clock: clock)
        tls = configuration.tls || configuration.intercepts ? try TLSIdentity(logger: logger) : nil
    }

    /// Serves, until the service group shuts down or the task is cancelled.
    ///
    /// - Throws: where the port can't be had.
    public func run() async throws {
        let service = Service(
            store: store, rates: RateLimiter(rate: configuration.limits.rateLimit, clocks: store.clocks),
            faults: FaultList(), journal: Journal(), configuration: configuration, authorityFile: tls?.authorityFile)
        let routing = Routing(service)
        let log = RequestLog(logger: logger)
        let connection = HTTPConnection(
            respond: routing.respond, log: log,
            faults: FaultInjection(list: service.faults, store: store), journal: service.journal,
            rateLimits: RateLimitHeaders(rates: service.rates),
            limits: configuration.limits, clocks: store.clocks, transport: transport)
        let server = HummingbirdCore.Server(
            childChannelSetup: connection,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1_024),
            onServerRunning: { [self] channel in await started(on: channel) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet(logger))
        do {
            try await server.run()
        } catch {
            try? await close()
            // Once it listens, nothing but an end from outside brings it here.
            if isListening.isRaised { return }
            throw ListenFailure(configuration, error)
        }
        try await close()
    }

    private var transport: Transport {
        guard let tls else { return .plain }
        guard configuration.intercepts else { return .tls(tls.context) }
        return .proxy(
            Interception(allowed: configuration.allowedHosts, logger: logger), tls.context,
            isTLSOnly: configuration.tls)
    }

    private func close() async throws {
        try await store.close()
        temporaryFolder?.remove()
    }

    private func started(on channel: any Channel) async {
        isListening.raise()
        let port = channel.localAddress?.port ?? configuration.port
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let scheme = configuration.tls ? "https" : "http"
        await onRunning(
            Running(
                addresses: Addresses(origin: "\(scheme)://\(host):\(port)", edition: configuration.edition),
                dataFolder: store.folder, authorityFile: tls?.authorityFile,
                proxyURL: configuration.intercepts ? "http://\(host):\(port)" : nil))
    }

    /// What the framework has to say of itself is of use to nobody but at the finest level.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .critical }
        return logger
    }
}

/// The address that a server was to listen on can't be had.
struct ListenFailure: Error, CustomStringConvertible {
    let description: String

    init(_ configuration: PyrusFilesConfiguration, _ error: any Error) {
        let address = "\(configuration.host):\(configuration.port)"
        let code = (error as? IOError)?.errnoCode
        let reason =
            switch code {
            case EADDRINUSE: "the port is in use"
            case EACCES: "the port needs more rights"
            case EADDRNOTAVAIL: "this machine does not have the address"
            default: "\(error)"
            }
        description = "Can't listen on \(address): \(reason)."
    }
}
