import Testing

extension ServerTests {
    /// Heads that are malformed: 400, and an end of the connection (ERROR-02).
    @Suite("Request heads")
    struct RequestHeadTests {
        static let tooMany = (0..<300).map { "X-Field-\($0): a" }

        @Test(
            "a head that is malformed gets 400 and closes",
            arguments: [
                WireRequest("GET /v4/tasks/1", [WireRequest.token]),
                WireRequest("GET /v4/tasks/1", ["Host: localhost", "Host: localhost"]),
                WireRequest("GET /v4/tasks/1", ["Host: localhost", "Host: other"]),
                WireRequest("GET /v4/tasks/1", ["Host: "]), WireRequest("GET /v4/tasks/1", ["Host: a b"]),
                WireRequest("GET /v4/tasks/1", ["Host: <script>"]), WireRequest("GET /v4/tasks/1", ["Host: a/b"]),
                WireRequest("GET /v4/tasks/1", ["Host: user@host"]), WireRequest("GET /v4/tasks/1", ["Host: хост"]),
                WireRequest("GET /v4/tasks/1", ["Host: \(String(repeating: "a", count: 400))"]),
                WireRequest("GET http:///v4/tasks/1"), WireRequest("GET http://a b/v4/tasks/1"),
                WireRequest("GET http://user@host/v4/tasks/1"), WireRequest("GET ftp://localhost/v4/tasks/1"),
                WireRequest("GET *v4/tasks/1"), WireRequest("GET */v4/tasks/1"),
                WireRequest("GET /v4/tasks/1").adding("X-Long: \(String(repeating: "a", count: 70_000))"),
                WireRequest("GET /v4/tasks/1", ["Host: localhost"] + tooMany),
                WireRequest("GET /\(String(repeating: "a", count: 70_000))"),
                WireRequest("GET /v4/tasks/1").adding("No colon"), WireRequest("GET /v4/tasks/1").adding("A b: c"),
                WireRequest("GET /v4/tasks/1").adding("X: a\r\n folded"),
                WireRequest("GET /v4/tasks/1").adding("X: a\nY: b"),
                WireRequest("GET /v4/tasks/1").adding("X: a\rY: b"), WireRequest("GET /v4/tasks/1").adding(" X: a"),
                WireRequest("GET /v4/tasks/1").adding("X: a\0b"), WireRequest("G\u{1}T /v4/tasks/1"),
                WireRequest("GET"), WireRequest("\u{16}\u{3}\u{1}"),
            ])
        func malformed(request: WireRequest) async throws {
            let reply = try await withServer { try await $0.lastReply(to: request) }
            #expect(
                reply.summary == "400 Message", "\(request.line.prefix(60)) \(request.fields.last?.prefix(60) ?? "")")
            #expect(reply.closes)
        }

        @Test(
            "a head within its bounds is read",
            arguments: [
                WireRequest("GET /v4/tasks/1").adding("X-Long: \(String(repeating: "a", count: 60_000))"),
                WireRequest("GET /v4/tasks/1", ["Host: [::1]:8080", WireRequest.token] + tooMany.prefix(250)),
                WireRequest("GET /v4/tasks/1", ["HOST: pyrus.test", "aUTHORIZATION: bearer local-token"]),
                WireRequest("GET /v4/tasks/1", ["Host:localhost", "Authorization:\tBearer   local-token "]),
            ])
        func wellFormed(request: WireRequest) async throws {
            let reply = try await withServer { try await $0.reply(to: request) }
            #expect(reply.summary == "200")
        }
    }
}
