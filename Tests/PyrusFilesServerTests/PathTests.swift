import PyrusFiles
import Testing

extension ServerTests {
    /// The two layouts of addresses, and what lies in neither (PATH-01 to PATH-05, ERROR-02).
    @Suite("Paths")
    struct PathTests {
        @Test(
            "both editions serve the API under both prefixes (PATH-01, PATH-02, PATH-03)", arguments: Edition.allCases)
        func prefixes(edition: Edition) async throws {
            try await withServer({ $0.edition = edition }) { server in
                for prefix in ["/v4", "/api/v4"] {
                    let guid = try #require(
                        try await server.reply(to: .upload(Form.hello, path: prefix + "/files/upload")).guid)
                    let comment = try await server.reply(
                        to: .json("POST \(prefix)/tasks/1/comments", ["attachments": [.string(guid)]]))
                    let file = comment.task["comments"]?.arrayValue?.last?["attachments"]?.arrayValue?.first
                    let id = try #require(file?["id"]?.int64Value)
                    for path in [
                        "\(prefix)/files/download/\(id)", "/files/download/\(id)", "/services/attachment?Id=\(id)",
                    ] {
                        let download = try await server.reply(to: WireRequest("GET \(path)"))
                        #expect(download.status == 200 && download.body == Array("hello".utf8), "\(path)")
                    }
                }
            }
        }

        @Test("the cloudless edition has no Knowledge Base, and its auth method returns the token alone (PATH-02)")
        func cloudless() async throws {
            try await withServer({ $0.edition = .cloudless }) { server in
                #expect(server.running.addresses.api.hasSuffix("/api/v4/"))
                let answer = try await server.reply(
                    to: .json("POST /api/v4/auth", ["login": "a@b.test", "security_key": "key"]))
                #expect(answer.json.objectValue?.map(\.key) == ["access_token"])
                for request in [
                    WireRequest("GET /v4/knowledgebase"), .json("POST /api/v4/knowledgebase", ["title": "a"]),
                    WireRequest("GET /services/kb?Id=00000000-0000-4000-8000-000000000000"),
                ] {
                    let reply = try await server.reply(to: request)
                    #expect(reply.summary == "404 Message", "\(request.line)")
                }
            }
        }

        @Test(
            "slashes in a row are one (PATH-05)",
            arguments: ["//v4//tasks///1", "/v4/tasks//1", "/v4/tasks/1/", "//api//v4/tasks/1"])
        func slashes(path: String) async throws {
            let reply = try await withServer { try await $0.reply(to: WireRequest("GET \(path)")) }
            #expect(reply.summary == "200")
            #expect(reply.task["id"] == 1)
        }

        @Test(
            "what is not served says so (ERROR-02)",
            arguments: [
                ("GET /", "404 Message"), ("GET /v4", "404 Message"), ("GET /v4/nothing", "404 Message"),
                ("GET /v5/tasks/1", "404 Message"), ("GET /V4/tasks/1", "404 Message"),
                ("GET /v4/forms", "501 server_error"), ("POST /api/v4/catalogs/1", "501 server_error"),
                ("GET /v4/inbox", "501 server_error"), ("GET /v4/formsx", "404 Message"),
                ("DELETE /v4/tasks/1", "405 Message"), ("PATCH /v4/knowledgebase", "405 Message"),
                ("GET /v4/auth", "405 Message"), ("POST /v4/files/download/1", "405 Message"),
            ])
        func unserved(line: String, answer: String) async throws {
            let reply = try await withServer { try await $0.reply(to: WireRequest(line, ["Host: localhost"])) }
            #expect(reply.summary == answer)
            #expect((reply.status == 405) == (reply["allow"] != nil))
        }

        @Test("addresses in answers have the request's own host (PATH-04)")
        func host() async throws {
            try await withServer { server in
                var request = WireRequest.comment(.string(try await server.uploaded()))
                request.fields[0] = "Host: files.pyrus.test:4443"
                let reply = try await server.reply(to: request)
                let file = reply.task["comments"]?.arrayValue?.first?["attachments"]?.arrayValue?.first
                #expect(
                    file?["url"]?.stringValue?.hasPrefix("http://files.pyrus.test:4443/services/attachment?Id=") == true
                )
            }
        }
    }
}
