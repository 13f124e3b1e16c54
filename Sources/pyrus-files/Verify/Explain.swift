import ArgumentParser
import Logging
import PyrusFiles
import PyrusFilesConformance
import PyrusFilesServer
import PyrusFilesStage

/// `pyrus-files explain ID`: what a case asks for and why, what is sent, what is accepted, and what replays it.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a case: its requirements, what is sent, what is accepted, how to run it.")

    @Argument(help: "The id of a case, see pyrus-files cases.")
    var id: String

    func run() async throws {
        guard let examined = Catalogue[id] else {
            throw ValidationError("There is no case '\(id)': pyrus-files cases lists them.")
        }
        var text = CatalogueText.explanation(examined)
        // Shown by doing it, so that what is told is what is done.
        if !examined.needs.contains(.large) {
            switch examined.half {
            case .server:
                text += "\nWhat is sent, and what a right server answers:\n" + (try await exchange(examined))
            case .client:
                text += "\nWhat a client is asked, and what the server does meanwhile:\n"
                text += await Rehearsal(of: examined, at: LocalStage()).text
            }
        }
        Standard.output(text)
    }

    private func exchange(_ examined: Case) async throws -> String {
        try await withPyrusFiles { running in
            let results = try await ServerRun(ServerUnderTest(running)).run([examined])
            return results.map {
                CatalogueText.exchange($0, secrets: [running.accessToken, running.securityKey])
            }.joined()
        }
    }
}
