import ArgumentParser
import PyrusFilesConformance

/// `pyrus-files verify server`: judges any server that claims to be the API.
struct VerifyServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server", abstract: "Judge a server that claims to be the API.",
        discussion: """
            What `pyrus-files exec` puts into the environment (PYRUS_API_URL, PYRUS_ACCESS_TOKEN and so on) is taken from \
            there. The status is 1 where a case failed, 3 where there were errors of the kit or its set-up, or nothing was \
            judged, 2 for a wrong use, else 0. Certificates that SSL_CERT_FILE names are trusted.

            With a control URL each case has an organization of its own, and nothing stays. Without one the report says what \
            does: uploads, tasks and comments.
            """)

    @OptionGroup var server: ServerOptions
    @OptionGroup var options: VerifyOptions

    @Flag(help: "Also, without a control URL, the cases that revoke tokens, exhaust a limit or send more than 100 MB.")
    var intrusive = false

    @Option(help: "Cases at once. (default: 4)", transform: Bounded.parse(1...1_000))
    var jobs: Int64 = 4

    func run() async throws {
        var runOptions = try options.runOptions(of: .server)
        let chosen = runOptions.chosen(of: .server, edition: server.edition)
        guard !chosen.isEmpty else {
            throw ValidationError("No case of the \(server.edition.rawValue) edition is left by --run and --skip.")
        }
        if options.list { return Standard.output(CatalogueText.lines(chosen)) }
        runOptions.includesIntrusive = intrusive
        runOptions.jobs = Int(jobs)
        let peer = try server.server()
        let outlet = try ReportOutlet(options)
        if options.shuffle == 0, let seed = runOptions.seed { Standard.error("pyrus-files: The seed is \(seed).") }
        let verification = Verification(peer, options: runOptions, repetitions: Int(options.repetitions))
        let stop = await Stoppable.run(verification)
        let results = try outlet.expected(verification.results)
        var report = Report(
            peer: "\(peer.api)",
            command: server.command(large: options.large, intrusive: intrusive, strict: options.strict),
            results, secrets: server.secrets)
        report.profile = peer.profile
        report.edition = peer.edition
        try outlet.conclude(report, runOptions, stop: stop)
    }
}
