import ArgumentParser

/// `pyrus-files verify`: whether a peer does what the contract asks for.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Judge a server or a client by the contract.",
        subcommands: [VerifyServer.self, VerifyClient.self])

    func run() async throws {
        throw ValidationError(
            "What is to be judged is missing: pyrus-files verify server --api-url URL, or verify client -- COMMAND.")
    }
}
