import HTTPTypes
import PyrusFiles
import PyrusFilesServer
import PyrusFilesTesting
import Synchronization
import Testing

/// The data folders of the servers that tests had, to tell the servers apart.
private final class Folders: Sendable {
    private let seen = Mutex<[String]>([])

    /// Puts one down, and says whether it is the first time.
    func isNew(_ folder: String) -> Bool {
        seen.withLock { seen in
            seen.append(folder)
            return seen.count { $0 == folder } == 1
        }
    }

    /// Puts one down, and says whether all were the same.
    func isTheOne(_ folder: String) -> Bool {
        seen.withLock { seen in
            seen.append(folder)
            return Set(seen).count == 1
        }
    }
}

/// Uploads a small file, and returns the server's answer.
private func upload(to server: PyrusFilesServer.Running) async throws -> PyrusFilesServer.Answer {
    let form = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhello\r\n--X--\r\n"
    let request = HTTPRequest(
        method: .post, scheme: nil, authority: nil, path: "/v4/files/upload",
        headerFields: [
            .authorization: "Bearer \(server.accessToken)", .contentType: "multipart/form-data; boundary=X",
        ])
    return try await server.respond(to: request, body: Array(form.utf8))
}

@Suite("The trait of a test")
struct TestTraitTests {
    private static let folders = Folders()

    @Test("a test has a server that answers", .pyrusFiles)
    func server() async throws {
        let server = try PyrusFilesServer.current
        #expect(try await upload(to: server).head.status == .ok)
        #expect(try await server.files.uploads().count == 1)
    }

    @Test("a client that tries again is seen to, and its upload's time passes", .pyrusFiles)
    func triesAgain() async throws {
        let server = try PyrusFilesServer.current
        try server.faults.set(.status(errorCode: .tooManyRequests).when(.upload))
        #expect(try await upload(to: server).head.status == .tooManyRequests)
        let guid = try JSON(parsing: try await upload(to: server).body)["guid"]?.stringValue
        #expect(server.requests.all(path: "*/upload").map(\.status) == [429, 200])
        let expired = try await server.clock.advance(by: .seconds(90_000))
        #expect(expired.map(\.description) == [guid])
    }

    @Test("each case has a server of its own, with data of its own", .pyrusFiles, arguments: 1...4)
    func cases(number: Int) async throws {
        let server = try PyrusFilesServer.current
        #expect(Self.folders.isNew(server.dataFolder))
        #expect(try await upload(to: server).head.status == .ok)
        #expect(try await server.files.uploads().count == 1)
    }

    @Test(
        "the server is as the trait says",
        .pyrusFiles {
            $0.profile = .observed
            $0.tasks = [7]
        })
    func configuration() async throws {
        let server = try PyrusFilesServer.current
        #expect(server.server.configuration.profile == .observed)
        #expect(server.taskID == 7)
    }

    @Test("a task of the test knows its server, too", .pyrusFiles)
    func tasks() async throws {
        let own = try PyrusFilesServer.current.addresses
        async let other = try PyrusFilesServer.current.addresses
        #expect(try await other == own)
    }

    @Test("without the trait a sentence says what is missing")
    func missing() {
        #expect { try PyrusFilesServer.current } throws: { error in
            "\(error)".hasPrefix("No server belongs to this test: @Test(.pyrusFiles) gives it one")
        }
    }
}

@Suite("The trait of a suite", .pyrusFiles, .serialized)
struct SuiteTraitTests {
    private static let folders = Folders()

    @Test("all tests, and all cases of one, have the same server", arguments: 1...3)
    func shared(number: Int) async throws {
        let server = try PyrusFilesServer.current
        #expect(Self.folders.isTheOne(server.dataFolder))
        #expect(try await upload(to: server).head.status == .ok)
        #expect(try await server.files.uploads().count == number)
    }

    @Test("a test with the trait has its own", .pyrusFiles { $0.accessToken = "inner" })
    func inner() async throws {
        let server = try PyrusFilesServer.current
        #expect(server.accessToken == "inner")
        #expect(try await server.files.uploads().isEmpty)
    }

    @Suite("A suite in it")
    struct Nested {
        @Test("has the same server")
        func shared() throws {
            #expect(SuiteTraitTests.folders.isTheOne(try PyrusFilesServer.current.dataFolder))
        }
    }
}
