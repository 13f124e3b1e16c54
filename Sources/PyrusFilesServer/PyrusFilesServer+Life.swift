import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import PyrusFilesStore
import ServiceLifecycle

/// From start to end.
extension PyrusFilesServer {
    /// Serves, until the service group shuts down, the task is cancelled, or it is stopped.
    ///
    /// - Throws: where the port can't be had, or the server was started before.
    public func run() async throws {
        let serving = try begin { [onRunning] running in await onRunning(running) }
        try await withTaskCancellationHandler {
            try await serving.value
        } onCancel: {
            serving.cancel()
        }
    }

    /// Starts to serve, and returns once it answers. It goes on until ``stop()``.
    ///
    /// - Throws: where the port can't be had, the server was started before, or the task is cancelled meanwhile: then
    ///   nothing is left of it.
    public func start() async throws -> Running {
        let (starts, start) = AsyncStream.makeStream(of: Running.self)
        let serving = try begin { [onRunning] running in
            await onRunning(running)
            start.yield(running)
        } onEnd: {
            start.finish()
        }
        if let running = await starts.first(where: { _ in true }) { return running }
        await stop()
        try await serving.value
        throw CancellationError()
    }

    /// Ends at once, without time for requests under way, and returns once nothing is left: no connection, no open
    /// file, no temporary folder. One that has ended already stays so.
    public func stop() async {
        cancel()
        guard let serving = life.withLock(\.serving) else { return await close() }
        _ = await serving.result
    }

    /// Begins to end, see ``stop()``.
    func cancel() {
        let serving = life.withLock { life in
            life.isOver = true
            return life.serving
        }
        inProcess.end()
        serving?.cancel()
    }

    private func begin(
        _ onRunning: @escaping @Sendable (Running) async -> Void, onEnd: @escaping @Sendable () -> Void = {}
    ) throws -> Task<Void, any Error> {
        try life.withLock { life in
            guard !life.isOver, life.serving == nil else { throw StartedBefore() }
            let serving = Task {
                defer { onEnd() }
                try await self.serve(onRunning)
            }
            life.serving = serving
            return serving
        }
    }

    private func serve(_ onRunning: @escaping @Sendable (Running) async -> Void) async throws {
        let server = HummingbirdCore.Server(
            childChannelSetup: connection,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1_024),
            onServerRunning: { [self] channel in await onRunning(listening(on: channel)) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet(logger))
        let result: Result<Void, any Error>
        do { result = .success(try await server.run()) } catch { result = .failure(error) }
        // Once it listens, nothing but an end from outside brings it here.
        let hasListened = addresses != nil
        await close()
        if case .failure(let error) = result, !hasListened { throw ListenFailure(configuration, error) }
    }

    private func listening(on channel: any Channel) -> Running {
        let port = channel.localAddress?.port ?? configuration.port
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let scheme = configuration.tls ? "https" : "http"
        let addresses = Addresses(origin: "\(scheme)://\(host):\(port)", edition: configuration.edition)
        life.withLock { $0.addresses = addresses }
        temporaryFolder?.sweepOthers()
        return Running(server: self, addresses: addresses)
    }

    private func close() async {
        inProcess.end()
        await connection.connections.close()
        // One that is stopped at once has no time to tidy up.
        try? await service.store.close(isHurried: Task.isCancelled || life.withLock(\.isOver))
        temporaryFolder?.remove()
        // Of one that has never listened it is time now.
        await temporaryFolder?.sweepOthers().value
    }

    /// What the framework has to say of itself is of use to nobody but at the finest level.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .critical }
        return logger
    }
}
