import ArgumentParser

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `pyrus-files`: one subcommand a file. Each is given its name: the parser takes long to find it from the type's.
@main
struct PyrusFilesCommand: AsyncParsableCommand {
    static let name = "pyrus-files"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "A local stand-in for the Pyrus Files API.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Exec.self, CertificateAuthority.self, Verify.self, ListCases.self, Explain.self,
            CompareReports.self,
        ])

    /// Status 2 is a wrong use of the command, 1 a failure to start.
    static func main() async {
        // A client that goes away is no reason to end; writing to it says so.
        signal(SIGPIPE, SIG_IGN)
        // Before anything else is opened.
        _ = InheritedDescriptors.atStart
        let arguments = Array(CommandLine.arguments.dropFirst())
        if ["serve", "exec"].contains(arguments.first) { FirstUses.begin() }
        do {
            try await run(try EnvironmentTwins.complete(arguments))
        } catch {
            end(with: error)
        }
    }

    /// The parser goes through all commands to find one; the two that are in everybody's way are asked first, as what has a
    /// command above it, or each would look for a request of a shell's completions by two commands more. What they do not
    /// take as it is, is for the parser to explain.
    private static func run(_ arguments: [String]) async throws {
        let words = Array(arguments.dropFirst())
        switch arguments.first {
        case "serve": if let command = try? Serve.parse(words) { return try await command.run() }
        case "exec": if let command = try? Exec.parse(words) { return try await command.run() }
        default: break
        }
        var command = try parseAsRoot(arguments)
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
    }

    private static func end(with error: any Error) -> Never {
        // The parser would make a help screen first, and take a command's 64 for a wrong use of this one.
        if let status = error as? ExitCode { Glibc.exit(status.rawValue) }
        switch exitCode(for: error) {
        case .success:
            let message = fullMessage(for: error)
            if !message.isEmpty { print(message) }
            Glibc.exit(0)
        case .validationFailure:
            // Where the parser would list values on lines of their own, they are words of the one sentence.
            let lines = message(for: error).split(separator: "\n").map { $0.drop { " -".contains($0) } }
            Standard.error("pyrus-files: \(lines.joined(separator: " "))")
            Glibc.exit(2)
        case let code:
            let message = message(for: error)
            if !message.isEmpty { Standard.error("pyrus-files: \(message)") }
            Glibc.exit(code.rawValue)
        }
    }
}
