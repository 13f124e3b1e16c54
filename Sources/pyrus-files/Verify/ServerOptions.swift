import ArgumentParser
import PyrusFiles
import PyrusFilesConformance
import PyrusFilesServer

extension ServerAddress {
    /// - Throws: for what is no address, with what would be.
    fileprivate static func parse(_ text: String) throws -> ServerAddress {
        guard let address = ServerAddress(text) else {
            throw ValidationError("it has to be an address such as https://api.pyrus.com/v4/.")
        }
        return address
    }
}

/// The server that is judged, and who asks. What `exec` sets is taken from the environment, see ``EnvironmentTwins``.
struct ServerOptions: ParsableArguments {
    @Option(help: "Where the API is, such as https://api.pyrus.com/v4/.", transform: ServerAddress.parse)
    var apiUrl: ServerAddress?

    @Option(help: "Where files are. (default: the API's host)", transform: ServerAddress.parse)
    var filesUrl: ServerAddress?

    @Option(help: "The auth method. (default: auth under the API's address)", transform: ServerAddress.parse)
    var authUrl: ServerAddress?

    @Option(
        help: "A control API such as this project's servers have: accounts, a clock, a reset.",
        transform: ServerAddress.parse)
    var controlUrl: ServerAddress?

    @Option(help: "Who asks.")
    var login: String?

    @Option(help: "The login's key.")
    var securityKey: String?

    @Option(help: "A token that is valid, in the place of login and key or beside them.", transform: Visible.parse)
    var accessToken: String?

    @Option(help: "A task that comments may be made in. (default: 1)", transform: Bounded.parse(1...Int64.max))
    var task: Int64 = 1

    @Option(help: "Answers as documented, or as observed of the real service.")
    var profile = Profile.documented

    @Option(help: "Layout of addresses: cloud or cloudless.")
    var edition = Edition.cloud

    /// - Throws: where something is missing, with the sentence to show.
    func server() throws -> ServerUnderTest {
        guard let apiUrl else {
            throw ValidationError("Where the server is, is missing: --api-url URL, or PYRUS_API_URL.")
        }
        guard (login == nil) == (securityKey == nil) else {
            throw ValidationError("A --login needs its --security-key, and a --security-key its --login.")
        }
        guard login != nil || accessToken != nil else {
            throw ValidationError("Who asks is missing: --access-token, or --login and --security-key.")
        }
        var server = ServerUnderTest(api: apiUrl)
        server.files = filesUrl
        server.auth = authUrl
        server.control = controlUrl
        if let login, let securityKey { server.credentials = Credentials(login: login, securityKey: securityKey) }
        server.accessToken = accessToken
        server.taskID = task
        server.profile = profile
        server.edition = edition
        server.authorityFile = ProcessEnvironment.value(of: "SSL_CERT_FILE")
        return server
    }

    /// What may stand in no report.
    var secrets: [String] { [accessToken, securityKey].compactMap { $0 } }

    /// What judges the same server again: with the credentials in the environment, and what else was there, or by `exec`.
    func command(large: Bool, intrusive: Bool, strict: Bool) -> String {
        let addresses = [
            ("--api-url", apiUrl), ("--files-url", filesUrl), ("--auth-url", authUrl), ("--control-url", controlUrl),
        ]
        let written = addresses.filter { Rerun.isWritten($0.0) }
        let start = (written.isEmpty ? Rerun.execution ?? "" : "") + "pyrus-files verify server"
        var words = [start] + written.compactMap { name, url in url.map { "\(name) '\($0)'" } }
        if task != 1 { words.append("--task \(task)") }
        if profile != .documented { words.append("--profile \(profile.rawValue)") }
        if edition != .cloud { words.append("--edition \(edition.rawValue)") }
        words += [(large, "--large"), (intrusive, "--intrusive"), (strict, "--strict")].filter(\.0).map(\.1)
        return words.joined(separator: " ")
    }
}
