import ArgumentParser
import Logging
import PyrusFilesServer
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `pyrus-files serve`: the standalone server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", _superCommandName: PyrusFilesCommand.name,
        abstract: "Serve the imitated API until stopped.",
        discussion: """
            Every option has a twin in the environment: --max-file-size is PYRUS_FILES_MAX_FILE_SIZE; of a repeatable \
            one separated by commas, of a flag 1 or 0. The option wins.
            """)

    @OptionGroup var options: ServeOptions

    func run() async throws {
        let configuration = try options.configuration()
        let files = OpenFiles.takeAll()
        let readyFile = options.readyFile.map(ReadyFile.init)
        try readyFile?.prepare()
        let logger = try options.logger(from: .info)
        let server = try PyrusFilesServer(configuration: configuration, logger: logger) { running in
            warnOfOthers(configuration, logger)
            warnOfFewFiles(files, configuration, logger)
            do {
                let trusted = try running.trustedFiles(logger: logger)
                try readyFile?.write(running, bundle: trusted?.bundle)
            } catch {
                logger.error("The ready file can't be written.", metadata: ["error": "\(error)"])
            }
            // Last: who has read this may read the ready file.
            Standard.output(Announcement(running).text)
            ResidentCode.dropSoon()
        }
        defer { try? readyFile?.remove() }
        try await serve(server, within: configuration.limits.shutdownDeadline)
    }

    /// The first signal lets requests under way end; a second ends it at once.
    private func serve(_ server: PyrusFilesServer, within deadline: Duration) async throws {
        var group = ServiceGroupConfiguration(
            services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: silent)
        group.maximumGracefulShutdownDuration = deadline
        let services = ServiceGroup(configuration: group)
        // Trapped before anything is served: a signal that comes at once is obeyed all the same.
        let arriving = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let signals = Task {
            var isStopping = false
            for await signal in arriving {
                if isStopping { _exit(128 + signal.rawValue) }
                isStopping = true
                await services.triggerGracefulShutdown()
            }
        }
        defer { signals.cancel() }
        try await services.run()
    }

    private var silent: Logger { Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() } }

    private func warnOfFewFiles(_ files: Int, _ configuration: PyrusFilesConfiguration, _ logger: Logger) {
        guard files <= configuration.limits.maxConnections else { return }
        logger.warning(
            "There can't be as many connections as --max-connections says: the system lets the server have fewer open files.",
            metadata: ["files": "\(files)"])
    }

    private func warnOfOthers(_ configuration: PyrusFilesConfiguration, _ logger: Logger) {
        let host = configuration.host
        guard host != "localhost", host != "::1", !host.hasPrefix("127.") else { return }
        logger.warning("Anyone who reaches this address can use the server.", metadata: ["host": "\(host)"])
        if configuration.tls {
            logger.warning("The local CA's certificates hold for loopback addresses and the hosts of Pyrus only.")
        }
    }
}
