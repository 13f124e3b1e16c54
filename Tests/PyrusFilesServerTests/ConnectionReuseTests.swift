import PyrusFiles
import Testing

extension ServerTests {
    /// Several requests over a connection, or one: rows M099 and M100 of the catalogue.
    @Suite("Connection reuse")
    struct ConnectionReuseTests {
        @Test("M099 a request right behind another one's form gets its own answer")
        func pipelining() async throws {
            let replies = try await withServer { server in
                try await server.talk { connection in
                    let requests = [
                        WireRequest.upload(Form.hello), WireRequest("GET /v4/tasks/1"), .upload(Form.hello),
                        WireRequest("GET /v4/nothing"),
                    ]
                    try connection.send(requests.flatMap(\.bytes))
                    return try requests.map { _ in try connection.reply() }
                }
            }
            #expect(replies.map(\.summary) == ["200", "200", "200", "404 Message"])
            #expect(replies[0].guid != nil && replies[2].guid != nil && replies[0].guid != replies[2].guid)
            #expect(replies[1].task["id"] == 1)
        }

        @Test(
            "M099 a connection is used on after a 400",
            arguments: [
                (WireRequest.upload(Array("--X--\r\n".utf8)), "no_file_in_request"),
                (.upload(Form.of([])), "empty_file"),
                (
                    .upload(Form.of(size: 30_000, name: String(repeating: "a", count: 256))),
                    "max_file_name_length_exceeded"
                ),
                (.comment("no guid"), "unrecognized_attachment_id"),
                (WireRequest("GET /v4/files/download/1"), "unrecognized_attachment_id"),
                (.json("POST /v4/tasks", []), "invalid_value_format"),
            ])
        func reuse(request: WireRequest, code: String) async throws {
            let replies = try await withServer { server in
                try await server.talk { [try $0.exchange(request), try $0.exchange(.upload(Form.hello))] }
            }
            #expect(replies.map(\.summary) == ["400 \(code)", "200"])
        }

        @Test("M099 behind a form that is refused as such nothing is taken for a request")
        func refusedForm() async throws {
            let reply = try await withServer { server in
                try await server.talk { connection in
                    try connection.send(
                        WireRequest.upload(Array("junk".utf8)).bytes + WireRequest("GET /v4/tasks/1").bytes)
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "400 bad_multipart_content")
        }

        @Test(
            "M100 the connection ends with the answer where the request says so",
            arguments: [
                WireRequest("GET /v4/tasks/1 HTTP/1.0"), WireRequest("GET /v4/tasks/1 HTTP/1.0", [WireRequest.token]),
                WireRequest("GET /v4/tasks/1 HTTP/1.0").adding("Connection: keep-alive"),
                WireRequest("GET /v4/tasks/1").adding("Connection: close"),
                WireRequest("GET /v4/tasks/1").adding("Connection: Close"),
                WireRequest("GET /v4/tasks/1").adding("Connection: Keep-Alive, CLOSE"),
            ])
        func closing(request: WireRequest) async throws {
            let reply = try await withServer { try await $0.lastReply(to: request) }
            #expect(reply.summary == "200")
            #expect(reply.closes)
        }

        @Test("M100 HTTP/1.0 uploads by length, and not in chunks")
        func oldVersion() async throws {
            try await withServer { server in
                var measured = WireRequest.upload(Form.hello).adding("Expect: 100-continue")
                measured.line = "POST /v4/files/upload HTTP/1.0"
                var chunked = WireRequest("POST /v4/files/upload HTTP/1.0")
                    .adding(WireRequest.multipart, "Transfer-Encoding: chunked")
                chunked.body = Form.hello.chunked()
                let replies = [try await server.lastReply(to: measured), try await server.lastReply(to: chunked)]
                #expect(replies.map(\.summary) == ["200", "400 Message"])
            }
        }

        @Test(
            "M100 another version of HTTP is malformed",
            arguments: ["HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTQ/1.1", "HTTP/11"])
        func versions(version: String) async throws {
            let request = WireRequest("GET /v4/tasks/1 \(version)")
            let reply = try await withServer { try await $0.lastReply(to: request) }
            #expect(reply.summary == "400 Message")
        }

        @Test("M100 an absolute target's authority goes before Host (PATH-04)")
        func absoluteTarget() async throws {
            try await withServer { server in
                var request = WireRequest.comment(.string(try await server.uploaded()))
                request.line = "POST http://files.test:81/v4/tasks/1/comments HTTP/1.1"
                let reply = try await server.reply(to: request)
                let file = reply.task["comments"]?.arrayValue?.first?["attachments"]?.arrayValue?.first
                let id = try #require(file?["id"]?.int64Value)
                #expect(file?["url"] == .string("http://files.test:81/services/attachment?Id=\(id)"))
            }
        }

        @Test(
            "M100 a wrong method is 405, with those that are right",
            arguments: ["HEAD", "PUT", "GET", "DELETE", "OPTIONS"])
        func methods(method: String) async throws {
            let replies = try await withServer { server in
                try await server.talk { connection in
                    [
                        try connection.exchange(WireRequest("\(method) /v4/files/upload")),
                        try connection.exchange(WireRequest("GET /v4/tasks/1")),
                    ]
                }
            }
            #expect(replies.map(\.status) == [405, 200])
            #expect(replies[0]["allow"] == "POST")
            #expect(method == "HEAD" || replies[0].json["Message"]?.stringValue != nil)
        }
    }
}

extension Form {
    /// A form of a named file with so many bytes.
    static func of(size: Int, name: String) -> [UInt8] { of([UInt8](repeating: 0x61, count: size), name: name) }
}
