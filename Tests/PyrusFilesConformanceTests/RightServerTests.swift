import PyrusFiles
import PyrusFilesServer
import Testing

@testable import PyrusFilesConformance

/// The right server passes everything.
@Suite("Every case against this project's own server", .timeLimit(.minutes(5)))
struct RightServerTests {
    @Test("none fails, in either profile and edition", arguments: Profile.allCases, Edition.allCases)
    func passes(profile: Profile, edition: Edition) async throws {
        var configuration = PyrusFilesConfiguration()
        configuration.profile = profile
        configuration.edition = edition
        let results = try await withPyrusFiles(configuration) { running in
            var server = ServerUnderTest(api: try #require(ServerAddress(running.addresses.api)))
            server.files = ServerAddress(running.addresses.files)
            server.auth = ServerAddress(running.addresses.auth)
            server.control = ServerAddress(running.addresses.control)
            server.accessToken = running.accessToken
            server.credentials = Credentials(login: running.login, securityKey: running.securityKey)
            server.taskID = running.taskID
            server.profile = profile
            server.edition = edition
            var options = RunOptions()
            options.isStrict = true
            options.timeout = .seconds(10)
            return try await ServerRun(server, options: options).run(Catalogue.all)
        }
        #expect(!results.isEmpty)
        for result in results where result.outcome != .passed {
            if result.outcome == .notRun, result.case.needs.contains(.large) { continue }
            Issue.record("\(result.case.id) \(result.outcome): \(result.reason ?? "")")
        }
    }
}
