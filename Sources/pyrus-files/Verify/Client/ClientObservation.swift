import Logging
import PyrusFilesConformance
import PyrusFilesServer
import PyrusFilesStage
import UnixSignals

/// One server, and whatever talks to it until it is stopped, or the command ends.
struct ClientObservation {
    private let configuration: PyrusFilesConfiguration
    private let logger: Logger
    private let readyFile: ReadyFile?

    init(_ configuration: PyrusFilesConfiguration, _ logger: Logger, _ readyFile: String?) {
        self.configuration = configuration
        self.logger = logger
        self.readyFile = readyFile.map(ReadyFile.init)
    }

    /// Serves, and judges at the end; who the client is goes by its command.
    func run(_ command: [String], _ options: RunOptions) async throws -> (client: String, results: [CaseResult]) {
        let run = ObservedRun(options: options, token: configuration.accessToken)
        var configuration = configuration
        configuration.onConnectionEvent = { run.happened(Transcript.Event.Kind($0.kind), on: $0.connection) }
        try readyFile?.prepare()
        let server = try PyrusFilesServer(configuration: configuration, logger: logger)
        let results = try await server.whileRunning { running in
            defer { try? readyFile?.remove() }
            let trusted = try running.trustedFiles(logger: logger)
            if command.isEmpty {
                let arriving = await UnixSignalsSequence(trapping: .sigterm, .sigint)
                try readyFile?.write(running, bundle: trusted?.bundle)
                Standard.error(Announcement(running).text)
                for await _ in arriving { break }
            } else {
                let signals = await ForwardedSignals()
                try readyFile?.write(running, bundle: trusted?.bundle)
                let environment = running.environment.merging(running.proxyEnvironment(trusted)) { $1 }
                let status = await ChildProcess.run(
                    command, environment: environment, signals, temporaryFolder: running.dataFolder)
                if status != 0 { Standard.error("pyrus-files: The command ended with status \(status).") }
            }
            return await run.results(at: try ServerUnderTest(running))
        }
        return (command.first?.split(separator: "/").last.map(String.init) ?? "observed", results)
    }
}
