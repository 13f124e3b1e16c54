import ArgumentParser
import Logging
import PyrusFilesConformance
import PyrusFilesServer
import PyrusFilesStage

/// `pyrus-files verify client`: judges any client, at servers of its own.
struct VerifyClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "Judge a client.",
        discussion: """
            COMMAND is the client behind an adapter. It is run as COMMAND upload PATH, COMMAND download ID FOLDER and \
            COMMAND roundtrip PATH FOLDER, with the variables that `exec` sets in its environment, and says what came of it \
            in the last line of its output: with status 0 what was done ({"guid","md5_hash"}, {"path"}, or all three and \
            id), with 1 {"error"[,"error_code"]}, with 2 {"unsupported":true}. With --lines it runs once, and is asked and \
            answers in lines of JSON. With --observe nothing is asked: whatever talks to the one server is judged by what \
            arrives, until that is stopped, or COMMAND ends. The status is 1 where a case failed, 3 where there were errors \
            of the adapter or the kit or nothing was judged, 2 for a wrong use, else 0.
            """)

    @OptionGroup var server: ServeOptions
    @OptionGroup var options: VerifyOptions

    @Flag(help: "COMMAND runs once, and is asked in lines.")
    var lines = false

    @Flag(help: "Judge whatever talks to one server.")
    var observe = false

    @Option(help: "Name of the client, in the place of what its adapter says.")
    var client: String?

    @Option(help: "Cases at once.", transform: Bounded.parse(1...1_000))
    var jobs: Int64 = 1

    @Argument(parsing: .postTerminator, help: "The client behind an adapter, and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard server.data == nil, observe || server.port == nil else {
            throw ValidationError(
                "verify client takes no --data, and --port only with --observe: its servers have their own.")
        }
        guard server.controlToken == nil else {
            throw ValidationError("verify client takes no --control-token: its servers answer the kit alone.")
        }
        guard !(lines && observe) else { throw ValidationError("--lines and --observe do not go together.") }
        guard observe || options.list || command.first?.isEmpty == false else {
            throw ValidationError("The client is missing: pyrus-files verify client [options] -- COMMAND ...")
        }
        guard !observe || options.repetitions == 1 else {
            throw ValidationError("What is observed is judged once: --repeat does not go with --observe.")
        }
    }

    func run() async throws {
        var runOptions = try options.runOptions(of: .client)
        if options.list { return Standard.output(CatalogueText.lines(runOptions.chosen(of: .client))) }
        runOptions.jobs = Int(jobs)
        var configuration = try server.configuration()
        let outlet = try ReportOutlet(options)
        if options.shuffle == 0, let seed = runOptions.seed { Standard.error("pyrus-files: The seed is \(seed).") }
        let logger = try server.logger(from: .warning)
        if observe {
            let seen = try await ClientObservation(configuration, logger, server.readyFile).run(command, runOptions)
            return try tell(seen.results, of: client ?? seen.client, configuration, runOptions, outlet, stop: nil)
        }
        configuration.port = 0
        let stage = LocalStage(configuration) { running in
            running.environment.merging(running.proxyEnvironment(try running.trustedFiles(logger: logger))) { $1 }
        }
        let adapter: any ClientAdapter =
            lines
            ? LinesAdapter(command, timeout: runOptions.timeout) : CommandAdapter(command, timeout: runOptions.timeout)
        let verification = Verification(adapter, at: stage, options: runOptions, repetitions: Int(options.repetitions))
        let stop = await Stoppable.run(verification)
        let name = client ?? verification.client?.description ?? command[0]
        try tell(verification.results, of: name, configuration, runOptions, outlet, stop: stop)
    }

    /// Writes the reports, and ends with the status of the run.
    private func tell(
        _ results: [CaseResult], of peer: String, _ configuration: PyrusFilesConfiguration, _ runOptions: RunOptions,
        _ outlet: ReportOutlet, stop: Int32?
    ) throws {
        var report = Report(
            peer: peer, command: replay, arguments: command, try outlet.expected(results),
            secrets: [configuration.firstAccount.securityKey])
        report.profile = configuration.profile
        report.edition = configuration.edition
        try outlet.conclude(report, runOptions, stop: stop)
    }

    /// What judges the same client again, but for COMMAND.
    private var replay: String {
        var words = ["pyrus-files verify client"]
        if let profile = server.profile, profile != .documented { words.append("--profile \(profile.rawValue)") }
        if let edition = server.edition, edition != .cloud { words.append("--edition \(edition.rawValue)") }
        words += [
            (server.tls, "--tls"), (server.intercept, "--intercept"), (lines, "--lines"), (observe, "--observe"),
            (options.large, "--large"), (options.strict, "--strict"),
        ].filter(\.0).map(\.1)
        return words.joined(separator: " ")
    }
}
