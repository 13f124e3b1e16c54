import ArgumentParser
import Logging
import PyrusFilesServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `pyrus-files exec`: a server for the life of one command.
struct Exec: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", _superCommandName: PyrusFilesCommand.name,
        abstract: "Run a command with a server of its own, whose addresses are in its environment.",
        discussion: """
            The command finds PYRUS_ORIGIN, PYRUS_API_URL, PYRUS_FILES_URL, PYRUS_AUTH_URL, PYRUS_CONTROL_URL, \
            PYRUS_ACCESS_TOKEN, PYRUS_LOGIN, PYRUS_SECURITY_KEY and PYRUS_TASK_ID in its environment. The server ends \
            with it, and the exit status is the command's: 128 and the number of the signal that ended it, 127 where it \
            is not found, 126 where it can't be run, 125 where the server can't start.
            """)

    @OptionGroup var options: ServeOptions

    @Argument(parsing: .postTerminator, help: "The command and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard options.port == nil, options.data == nil else {
            throw ValidationError("exec takes no --port and no --data: its server has a free port and data of its own.")
        }
        guard command.first?.isEmpty == false else {
            throw ValidationError("The command to run is missing: pyrus-files exec [options] -- COMMAND ...")
        }
    }

    func run() async throws {
        var configuration = try options.configuration()
        configuration.port = 0
        let readyFile = options.readyFile.map(ReadyFile.init)
        let status: Int32
        do {
            try readyFile?.prepare()
            let logger = try options.logger(from: .warning)
            status = try await serve(configuration, logger, readyFile)
        } catch {
            Standard.error("pyrus-files: \(error)")
            throw ExitCode(125)
        }
        throw ExitCode(status)
    }

    /// Serves while the command runs, and returns its status.
    private func serve(
        _ configuration: PyrusFilesConfiguration, _ logger: Logger, _ readyFile: ReadyFile?
    ) async throws -> Int32 {
        let signals = await ForwardedSignals()
        // It ends without the time that requests under way get elsewhere: nobody is left to read their answers.
        return try await PyrusFilesServer(configuration: configuration, logger: logger).whileRunning { running in
            defer { try? readyFile?.remove() }
            let trusted = try running.trustedFiles(logger: logger)
            try readyFile?.write(running, bundle: trusted?.bundle)
            let environment = running.environment.merging(running.proxyEnvironment(trusted)) { $1 }
            InheritedDescriptors.atStart.keepOthers()
            return await ChildProcess.run(
                command, environment: environment, signals, temporaryFolder: running.dataFolder)
        }
    }
}
