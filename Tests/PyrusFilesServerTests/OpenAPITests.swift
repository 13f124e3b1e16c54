import PyrusFiles
import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// The description of both APIs says what is served: this compares it with the routes and the tables, the tests of
    /// the whole process with the answers.
    @Suite struct OpenAPITests {
        @Test(arguments: [Edition.cloud, .cloudless])
        func `every route is described with its method, and nothing else is`(edition: Edition) async throws {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let store = try Store(folder: folder.path)
            var configuration = PyrusFilesConfiguration()
            configuration.edition = edition
            let service = Service(
                store: store, rates: RateLimiter(rate: nil, clocks: store.clocks), faults: FaultList(),
                journal: Journal(), configuration: configuration, authorityFile: nil)
            let served = Routing(service).endpoints.map { endpoint in
                let parts = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
                let path = parts.map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
                return "\(endpoint.method.rawValue.lowercased()) \(path.joined(separator: "/"))"
            }
            let paths = try Self.document(edition)["paths"]?.objectValue ?? []
            let described = paths.flatMap { path in
                (path.value.objectValue ?? []).filter { $0.key != "parameters" }.map { "\($0.key) \(path.key)" }
            }
            #expect(described.sorted() == served.sorted())
            try await store.close()
        }

        @Test func `an operation's id is its alone`() throws {
            let paths = try Self.document(.cloud)["paths"]?.objectValue ?? []
            let ids = paths.flatMap { ($0.value.objectValue ?? []).compactMap { $0.value["operationId"]?.stringValue } }
            #expect(ids.count > 20 && Set(ids).count == ids.count)
        }

        @Test func `it is served as it was put together`() async throws {
            try await withServer { server in
                let reply = try await server.reply(to: WireRequest("GET /_control/openapi.json"))
                #expect(reply.status == 200 && reply["content-type"] == "application/json; charset=utf-8")
                #expect(reply.json == (try Self.document(.cloud)))
            }
        }

        private static func document(_ edition: Edition) throws -> JSON {
            try JSON(parsing: try OpenAPIDocument.bytes(for: edition))
        }
    }
}
