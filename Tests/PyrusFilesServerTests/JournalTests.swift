import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// What the journal tells of requests (`GET /_control/requests`).
    @Suite("Journal")
    struct JournalTests {
        @Test("an upload is there with everything but its bytes and its token, before its answer can be read")
        func upload() async throws {
            try await withServer { server in
                let request = WireRequest.upload(Form.hello, path: "/v4/files/upload?token=secret&a=b").adding(
                    "x-Odd: 1")
                _ = try await server.reply(to: request)
                let entry = try #require(try await journal(server).last)
                #expect(entry["id"] == 1)
                #expect(entry["method"] == "POST")
                #expect(entry["path"] == "/v4/files/upload?token=***&a=b")
                #expect(entry["organization"] == "pyrus.test")
                #expect(entry["boundary"] == "X")
                #expect(entry["parts"] == [["name": "file", "filename": "a.txt", "size": 5]])
                #expect(entry["body_size"] == .integer(Form.hello.count))
                #expect(entry["status"] == 200)
                #expect(entry["milliseconds"]?.int64Value != nil)
                #expect(entry["faults"] == [])
                #expect(entry["error_code"] == nil)
                #expect(entry["at"]?.stringValue?.hasSuffix("Z") == true)
                let headers = entry["headers"]?.arrayValue
                #expect(headers?[1] == ["Authorization", "Bearer ***"])
                #expect(headers?.last == ["x-Odd", "1"])
                #expect(!entry.compact.contains("local-token") && !entry.compact.contains("secret"))
            }
        }

        @Test("what was refused, unknown, malformed or cut off is there too, and the control API is not")
        func everything() async throws {
            try await withServer { server in
                _ = try await server.reply(to: WireRequest("GET /nothing"))
                _ = try await server.reply(to: WireRequest("GET /v4/forms"))
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/1", ["Host: a", "Host: b"]))
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/1?token=t HTTP/9.9"))
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/1", ["Host: a"]))
                _ = try await server.reply(to: .upload(Form.of([])))
                let login: JSON = ["login": "bot@Org.Test", "security_key": "k"]
                _ = try await server.reply(to: .json("POST /v4/auth", login))
                _ = try await server.reply(to: .json("POST /v4/auth", ["login": "bot@Org.Test", "security_key": "x"]))
                _ = try await server.talk { connection in
                    try connection.send(WireRequest.upload(Form.hello).bytes.dropLast(9))
                    connection.finishSending()
                    return try connection.reply()
                }
                let summaries = try await journal(server).map { entry in
                    let names = ["method", "path", "status", "error_code", "organization"]
                    return names.compactMap { name in
                        entry[name].map { $0.stringValue ?? $0.compact }
                    }.joined(separator: " ")
                }
                #expect(
                    summaries == [
                        "GET /nothing 404", "GET /v4/forms 501 server_error", "GET /v4/tasks/1 400",
                        "GET /v4/tasks/1?token=*** 400", "GET /v4/tasks/1 401 token_not_specified",
                        "POST /v4/files/upload 400 empty_file pyrus.test", "POST /v4/auth 200 org.test",
                        "POST /v4/auth 401 invalid_credentials org.test",
                        "POST /v4/files/upload 400 bad_multipart_content pyrus.test",
                    ])
            }
        }

        @Test("a request under way is there without a status, and so is one that never got an answer")
        func unanswered() async throws {
            let query = WireRequest("GET /_control/requests")
            try await withServer { server in
                let connection = try await onThread { try RawConnection(port: server.port) }
                try await onThread { try connection.send(WireRequest.upload(Form.hello).bytes.dropLast(9)) }
                #expect(try await server.eventually(query) { $0.json["requests"]?.arrayValue?.count == 1 })
                #expect(try await journal(server).last?["status"] == nil)
                try await server.talk { connection in
                    try connection.send(WireRequest.upload(Form.hello).bytes.dropLast(9))
                    connection.resetAtEnd()
                }
                #expect(
                    try await server.eventually(query) { reply in
                        let last = reply.json["requests"]?.arrayValue?.last
                        return last?["id"] == 2 && last?["organization"] == "pyrus.test"
                    })
                #expect(try await journal(server).last?["status"] == nil)
            }
        }

        @Test("filters narrow the list, DELETE removes, and ids go on")
        func filters() async throws {
            try await withServer { server in
                let token = try await server.token(for: "bot@org.test")
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/1").authorized(by: token))
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/2"))
                _ = try await server.reply(to: WireRequest("POST /nothing?a=b"))
                let counts = [
                    "": 3, "?method=get": 2, "?path=/v4/*": 2, "?path=/nothing": 1, "?status=404": 1,
                    "?organization=ORG.test": 1, "?organization=other.test": 0, "?status=404&method=GET": 0,
                ]
                for (query, count) in counts { #expect(try await journal(server, query).count == count, "\(query)") }
                for query in ["?status=0", "?status=a", "?organization=", "?unknown=1", "?path=a&path=b"] {
                    let reply = try await server.reply(to: WireRequest("GET /_control/requests" + query))
                    #expect(reply.status == 400, "\(query)")
                }
                let removal = WireRequest("DELETE /_control/requests?organization=org.test")
                #expect(try await server.reply(to: removal).json == ["removed": 1])
                #expect(try await server.reply(to: WireRequest("DELETE /_control/requests")).json == ["removed": 2])
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/1"))
                #expect(try await journal(server).map { $0["id"] } == [4])
            }
        }

        private func journal(_ server: TestServer, _ query: String = "") async throws -> [JSON] {
            let reply = try await server.reply(to: WireRequest("GET /_control/requests" + query))
            return try #require(reply.json["requests"]?.arrayValue)
        }
    }
}
