import ArgumentParser
import Logging
import PyrusFiles
import PyrusFilesServer

private let defaults = PyrusFilesConfiguration()

/// The options of a server. Names and defaults are the product's; every one has a twin, see ``EnvironmentTwins``.
///
/// What is not given is `nil` or empty, and its default is set behind the parser: each kind of value, and each default that
/// the parser shows, costs every start look-ups among all conformances of the program.
struct ServeOptions: ParsableArguments {
    @Option(help: "Address to listen on. (default: \(defaults.host))")
    var host: String?

    @Option(help: "Port to listen on; 0 picks a free one. (default: 8080)", transform: Bounded.parse(0...65_535))
    var port: Int64?

    @Option(help: "Folder for the data, kept over restarts; without it a temporary one.")
    var data: String?

    @Option(help: "Answers as documented, or as observed of the real service. (default: \(defaults.profile.rawValue))")
    var profile: Profile?

    @Option(help: "Layout of addresses: cloud or cloudless. (default: \(defaults.edition.rawValue))")
    var edition: Edition?

    @Option(name: .customLong("login"), help: "With it only these accounts exist (repeatable).")
    var logins: [String] = []

    @Option(name: .customLong("security-key"), help: "The key of the login at the same place (repeatable).")
    var securityKeys: [String] = []

    @Option(
        help: "Token that is valid from the start. (default: \(defaults.accessToken))", transform: Visible.parse)
    var accessToken: String?

    @Option(name: .customLong("seed"), help: "Folder of files that are there from the start, attached to task 1.")
    var seedFolder: String?

    @Option(
        help: "Token that the control API asks for; without it, it answers this machine only.", transform: Visible.parse
    )
    var controlToken: String?

    @Option(
        help: "Largest file, in bytes. (default: \(defaults.limits.maxFileSize))",
        transform: Bounded.parse(1...(1 << 40)))
    var maxFileSize: Int64?

    @Option(
        help: "Longest name, in characters. (default: \(defaults.limits.maxFileNameLength))",
        transform: Bounded.parse(1...10_000))
    var maxNameLength: Int64?

    @Option(
        help: "How long an upload that nothing refers to is kept: 90s, 15m, 24h, 7d or never. (default: 24h)",
        transform: Limited.parse(unlimited: "never", form: "a time such as 90s, 15m, 24h or 7d") {
            Duration(pyrusText: $0)
        })
    var unreferencedLifetime: Limited<Duration>?

    @Option(
        help: "How long a token is valid: 90s, 15m, 24h, 7d or never. (default: 24h)",
        transform: Limited.parse(unlimited: "never", form: "a time such as 90s, 15m, 24h or 7d") {
            Duration(pyrusText: $0)
        })
    var tokenLifetime: Limited<Duration>?

    @Option(
        help: "Most tokens of a user, or off. (default: 1000)",
        transform: Limited.parse(unlimited: "off", form: "a number from 1 on", Positive.parse))
    var maxTokens: Limited<Int64>?

    @Option(
        help: "Requests of a user in a time, or off. (default: 5000/10m)",
        transform: Limited.parse(unlimited: "off", form: "a rate such as 5000/10m") { RateLimit(parsing: $0) })
    var rateLimit: Limited<RateLimit>?

    @Option(
        help: "All stored files together, in bytes, or off. (default: off)",
        transform: Limited.parse(unlimited: "off", form: "a number from 1 on", Positive.parse))
    var maxTotalSize: Limited<Int64>?

    @Option(
        help: "Most connections; one more is closed at once. (default: \(defaults.limits.maxConnections))",
        transform: Bounded.parse(1...1_000_000))
    var maxConnections: Int64?

    @Option(
        name: .customLong("task"), help: "Task that is there from the start (repeatable). (default: 1)",
        transform: Bounded.parse(1...Int64.max))
    var tasks: [Int64] = []

    @Flag(help: "HTTPS, with a certificate of a local CA made on first use.")
    var tls = false

    @Flag(help: "Also a forward proxy, which answers in the place of the real service's hosts and refuses all others.")
    var intercept = false

    @Option(
        name: .customLong("allow-host"), help: "Host that the proxy of --intercept lets through (repeatable).",
        transform: AllowedHosts.parse)
    var allowedHosts: [AllowedHost] = []

    @Option(help: "File that is written once the server answers: its addresses and credentials, as JSON.")
    var readyFile: String?

    @Option(help: "Log from this level on. (default: info; of exec, warning)")
    var logLevel: Logger.Level?

    @Option(help: "Form of the log: text or json. (default: text)")
    var logFormat: LogFormat?

    @Option(help: "File that the log is added to; without it standard error.")
    var logFile: String?

    func validate() throws {
        guard host != "" else { throw ValidationError("--host can't be empty.") }
    }

    /// The server that is asked for.
    ///
    /// - Throws: where options do not go together, with the sentence to show.
    func configuration() throws -> PyrusFilesConfiguration {
        guard logins.count == securityKeys.count else {
            throw ValidationError("Each --login needs its --security-key, and each --security-key its --login.")
        }
        guard logins.allSatisfy({ !$0.isEmpty }), Set(logins).count == logins.count else {
            throw ValidationError("Each --login has to be another one, and none empty.")
        }
        guard intercept || allowedHosts.isEmpty else {
            throw ValidationError("A host is let through by a proxy alone: --allow-host needs --intercept.")
        }
        var configuration = defaults
        if let host { configuration.host = host }
        configuration.port = Int(port ?? 8_080)
        configuration.dataFolder = data
        if let profile { configuration.profile = profile }
        if let edition { configuration.edition = edition }
        configuration.accounts = zip(logins, securityKeys).map { Credentials(login: $0, securityKey: $1) }
        if let accessToken { configuration.accessToken = accessToken }
        if !tasks.isEmpty { configuration.tasks = tasks }
        configuration.tls = tls
        configuration.intercepts = intercept
        configuration.allowedHosts = allowedHosts
        configuration.seedFolder = seedFolder
        configuration.controlToken = controlToken
        if let maxFileSize { configuration.limits.maxFileSize = maxFileSize }
        if let maxNameLength { configuration.limits.maxFileNameLength = Int(maxNameLength) }
        if let maxConnections { configuration.limits.maxConnections = Int(maxConnections) }
        if let unreferencedLifetime { configuration.limits.unreferencedLifetime = unreferencedLifetime.value }
        if let tokenLifetime { configuration.limits.tokenLifetime = tokenLifetime.value }
        if let maxTokens { configuration.limits.maxTokensPerUser = maxTokens.value.map { Int($0) } }
        if let rateLimit { configuration.limits.rateLimit = rateLimit.value }
        if let maxTotalSize { configuration.limits.maxTotalSize = maxTotalSize.value }
        return configuration
    }

    /// The log that is asked for.
    ///
    /// - Parameter level: where it begins unless an option says so.
    func logger(from level: Logger.Level) throws -> Logger {
        try Logger.lines(level: logLevel ?? level, format: logFormat ?? .text, file: logFile)
    }
}
