import PyrusFiles
import Testing

extension ServerTests {
    /// What the server answers to every request of `Fixtures/multipart` (rows M001 to M108 of the catalogue).
    @Suite("Answers to the multipart fixtures")
    struct FixtureAnswerTests {
        @Test("each fixture gets its answer", arguments: AnswerFixture.files)
        func answers(file: String) async throws {
            let fixtures = try AnswerFixture.all(in: file)
            #expect(!fixtures.isEmpty)
            try await withServer { server in
                for fixture in fixtures {
                    let answer = try await Self.answer(to: fixture, of: server)
                    #expect(answer == fixture.answer, "\(fixture)")
                }
            }
        }

        private static func answer(to fixture: AnswerFixture, of server: TestServer) async throws -> String {
            let reply = try await server.talk { connection in
                try connection.send(fixture.head)
                // A body of gigabytes is not sent on when its answer is there.
                try fixture.forEachBlock { block in
                    guard !connection.hasInput else { return false }
                    try connection.send(block)
                    return true
                }
                return try connection.reply()
            }
            guard let guid = reply.guid else { return reply.summary }
            let task = try await server.reply(
                to: .json("POST /v4/tasks", ["text": "a", "attachments": [.string(guid)]])
            ).task
            return "stored as \(task["attachments"]?.arrayValue?.first?["name"]?.stringValue ?? "nothing")"
        }
    }
}
