import ArgumentParser
import Logging
import PyrusFiles
import PyrusFilesConformance
import PyrusFilesServer

/// `pyrus-files explain ID`: what a case asks for and why, what is sent, what is accepted, and what replays it.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a case: its requirements, what is sent, what is accepted, how to run it.")

    @Argument(help: "The id of a case, see pyrus-files cases.")
    var id: String

    func run() async throws {
        guard let examined = Catalogue[id] else {
            throw ValidationError("There is no case '\(id)': pyrus-files cases lists them.")
        }
        var text = CatalogueText.explanation(examined)
        // Shown by doing it, to a server that is right: what is told is what is sent.
        if examined.half == .server, !examined.needs.contains(.large) {
            text += "\nWhat is sent, and what a right server answers:\n" + (try await exchange(examined))
        }
        Standard.output(text)
    }

    private func exchange(_ examined: Case) async throws -> String {
        var configuration = PyrusFilesConfiguration()
        configuration.port = 0
        let silent = Logger(label: "explain") { _ in SwiftLogNoOpLogHandler() }
        return try await PyrusFilesServer(configuration: configuration, logger: silent).whileRunning { running in
            let account = configuration.firstAccount
            guard let api = ServerAddress(running.addresses.api) else { return "" }
            var server = ServerUnderTest(api: api)
            server.files = ServerAddress(running.addresses.files)
            server.auth = ServerAddress(running.addresses.auth)
            server.control = ServerAddress(running.addresses.control)
            server.accessToken = configuration.accessToken
            server.credentials = Credentials(login: account.login, securityKey: account.securityKey)
            let results = try await ServerRun(server).run([examined])
            return results.map {
                CatalogueText.exchange($0, secrets: [configuration.accessToken, account.securityKey])
            }.joined()
        }
    }
}
