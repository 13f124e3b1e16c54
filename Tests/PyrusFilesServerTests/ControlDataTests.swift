import PyrusFiles
import PyrusFilesStore
import Testing

extension ServerTests {
    /// What the control API shows of the data, and how it changes it.
    @Suite("Control of the data")
    struct ControlDataTests {
        @Test("uploads are listed with what keeps them, and when they fall due")
        func uploads() async throws {
            try await withServer { server in
                try await server.control("PUT clock", ["now": "2030-01-01T00:00:00Z", "frozen": true])
                let waiting = try await server.uploaded(Form.of([1], name: "waiting"))
                let guids = [
                    try await server.uploaded(), try await server.uploaded(), try await server.uploaded(),
                    try await server.uploaded(),
                ]
                let task = try await server.reply(
                    to: .json(
                        "POST /v4/tasks",
                        [
                            "text": "a", "attachments": [.string(guids[0])],
                            "fields": [["id": 7, "value": [.string(guids[2])]]],
                        ])
                ).task
                let comment = try await server.reply(to: .comment(.string(guids[1]))).task["comments"]?.arrayValue?.last
                let article = try await server.reply(
                    to: .json("POST /v4/knowledgebase", ["title": "a", "body": .string("services/kb?Id=\(guids[3])")])
                ).json
                let list = try await server.control("GET uploads")["uploads"]?.arrayValue ?? []
                #expect(list.count == 5)
                let expected: JSON = [
                    "guid": .string(waiting), "name": "waiting", "size": 1, "md5": "55a54008ad1ba589aa210d2629c1df41",
                    "organization": "pyrus.test", "created": "2030-01-01T00:00:00Z",
                    "expires": "2030-01-02T00:00:00Z", "references": [],
                ]
                #expect(list.first == expected)
                let kept = list.dropFirst()
                #expect(kept.allSatisfy { $0["expires"] == nil && $0["references"]?.arrayValue?.count == 1 })
                let references = kept.compactMap { $0["references"]?.arrayValue?.first }
                #expect(references.map { $0["kind"] } == ["task", "comment", "field", "article"])
                #expect(references.map { $0["id"] } == [task["id"], comment?["id"], 7, article["id"]])
                #expect(try await server.control("GET uploads/\(waiting)") == list.first)

                let refused = try await server.reply(to: WireRequest("DELETE /_control/uploads/\(guids[0])"))
                #expect(refused.status == 400)
                #expect(try await server.control("DELETE uploads/\(waiting)") == ["removed": 1])
                for line in ["GET", "DELETE"] {
                    let gone = try await server.reply(to: WireRequest("\(line) /_control/uploads/\(waiting)"))
                    #expect(gone.status == 404)
                }
            }
        }

        @Test("a clock that moves says what fell due, in order (EXPIRY-05)")
        func expired() async throws {
            try await withServer { server in
                try await server.control("PUT clock?organization=pyrus.test", ["frozen": true])
                let first = try await server.uploaded()
                try await server.control("POST clock/advance?organization=pyrus.test", ["seconds": 3_600])
                let second = try await server.uploaded()
                let other = try await server.uploaded(token: try await server.token(for: "a@other.test"))
                let almost = try await server.control(
                    "POST clock/advance?organization=Pyrus.Test", ["seconds": 82_799])
                #expect(almost["expired"] == [])
                let due = try await server.control("POST clock/advance?organization=pyrus.test", ["seconds": 3_601])
                #expect(due["expired"] == [.string(first), .string(second)])
                #expect(due["frozen"] == true)
                #expect(try await server.reply(to: .comment(.string(first))).errorCode == "unrecognized_attachment_id")
                let left = try await server.control("GET uploads")["uploads"]?.arrayValue?.map { $0["guid"] }
                #expect(left == [.string(other)])
                #expect(
                    try await server.control("POST clock/advance", ["seconds": 86_400])["expired"] == [.string(other)])
            }
        }

        @Test("tasks are made with an id of one's own choice, once")
        func tasks() async throws {
            try await withServer { server in
                let made = try await server.control(
                    "POST tasks", ["id": 42, "text": "a", "fields": [["id": 1, "value": "b"]]])
                #expect(made["id"] == 42)
                #expect(made["organization"] == "pyrus.test")
                #expect(made["fields"] == [["id": 1, "value": "b"]])
                #expect(try await server.control("GET tasks/42") == made)
                #expect(try await server.reply(to: WireRequest("GET /v4/tasks/42")).task["text"] == "a")
                let taken = try await server.reply(to: .json("POST /_control/tasks", ["id": 42, "text": "b"]))
                #expect(taken.status == 400)
                #expect(
                    try await server.control("POST tasks?organization=new.test", ["id": 42, "text": "b"])["id"] == 42)
                let token = try await server.token(for: "someone@new.test")
                let read = try await server.reply(to: WireRequest("GET /v4/tasks/42").authorized(by: token))
                #expect(read.task["text"] == "b")
                let ids = try await server.control("GET tasks?organization=new.test")["tasks"]?.arrayValue?.map {
                    $0["id"]
                }
                #expect(ids == [1, 42])
            }
        }

        @Test("a file can be there without a task, and stays")
        func files() async throws {
            try await withServer { server in
                let made = try await server.reply(to: .bytes("POST /_control/files?name=a%20b.txt&id=4711", [1, 2, 3]))
                #expect(made.status == 200)
                #expect(made.json["name"] == "a b.txt")
                #expect(made.json["organization"] == "pyrus.test")
                let taken = try await server.reply(to: .bytes("POST /_control/files?name=a&id=4711", [1]))
                #expect(taken.status == 400)
                try await server.control("POST clock/advance", ["seconds": 1_000_000])
                let token = try await server.control("POST tokens", ["login": "local@pyrus.test"])["access_token"]
                let download = try await server.reply(
                    to: WireRequest("GET /v4/files/download/4711").authorized(by: token?.stringValue ?? ""))
                #expect(download.body == [1, 2, 3])
                #expect(try await server.control("GET files/4711") == made.json)
                #expect(try await server.control("GET files") == ["files": [made.json]])
                // Nothing refers to it, so it can be removed.
                let guid = try await server.control("GET uploads")["uploads"]?.arrayValue?.first?["guid"]?.stringValue
                #expect(try await server.control("DELETE uploads/\(guid ?? "")") == ["removed": 1])
                #expect(try await server.control("GET files") == ["files": []])
            }
        }

        @Test("a list of any length is whole")
        func longList() async throws {
            try await withServer { server in
                for id in 2...450 { try await server.control("POST tasks", ["id": .integer(id), "text": "a"]) }
                let reply = try await server.talk { connection in
                    try connection.send(WireRequest("GET /_control/tasks").adding("Connection: close").bytes)
                    return String(decoding: try connection.receiveToEnd(), as: UTF8.self)
                }
                #expect(reply.contains("chunked"))
                #expect(reply.ranges(of: "\"last_modified_date\"").count == 450)
                #expect(reply.hasSuffix("]}\r\n0\r\n\r\n"))
            }
        }

        @Test("a reset brings back the start, of all or of one organization")
        func reset() async throws {
            // Two looks at clocks that go on could fall into two seconds.
            try await withServer(clock: ServiceClock { Moment(milliseconds: 1_700_000_000_000) }) { server in
                let other = try await server.token(for: "a@other.test")
                let kept = try await server.uploaded(token: other)
                let file = try await server.attached()
                _ = try await server.uploaded()
                try await server.control("POST clock/advance?organization=pyrus.test", ["seconds": 3_600])
                #expect(try await server.control("POST reset?organization=pyrus.test") == ["removed": 2])
                #expect(try await server.control("GET files") == ["files": []])
                let left = try await server.control("GET uploads")["uploads"]?.arrayValue?.map { $0["guid"] }
                #expect(left == [.string(kept)])
                let clocks = [
                    try await server.control("GET clock?organization=pyrus.test"),
                    try await server.control("GET clock"),
                ]
                #expect(clocks[0] == clocks[1])
                #expect(try await server.attached()["id"] != file["id"])
                #expect(try await server.control("POST reset") == ["removed": 2])
                let stale = try await server.reply(to: WireRequest("GET /v4/tasks/1").authorized(by: other))
                #expect(stale.errorCode == "invalid_token")
                #expect(try await server.attached()["id"] == file["id"])
            }
        }

        @Test("the state goes out and comes in")
        func state() async throws {
            try await withServer { server in
                let file = try await server.attached()
                let saved = try await server.reply(to: WireRequest("GET /_control/state"))
                try await server.control("POST reset")
                let restored = try await server.reply(to: .bytes("PUT /_control/state", saved.body))
                #expect(restored.status == 200)
                let id = try #require(file["id"]?.int64Value)
                #expect(try await server.reply(to: WireRequest("GET /v4/files/download/\(id)")).status == 200)
                let refused = try await server.reply(to: .bytes("PUT /_control/state", Array("no state".utf8)))
                #expect(refused.status == 400)
                #expect(refused.json["error"]?.stringValue != nil)
            }
        }

        @Test(
            "a call that can't be taken says what would be right",
            arguments: [
                ("POST /_control/tasks", ["id": 0, "text": "a"]), ("POST /_control/tasks", ["id": "1", "text": "a"]),
                ("POST /_control/tasks", [:]), ("POST /_control/tasks", ["text": "a", "attachments": []]),
                ("POST /_control/tasks", ["text": "a", "fields": [["id": 1, "value": [["guid": "none"]]]]]),
                ("POST /_control/tasks?organisation=a", ["text": "a"]), ("POST /_control/files", [:]),
                ("POST /_control/tasks?organization=", ["text": "a"]), ("POST /_control/files?name=", [:]),
                ("POST /_control/files?name=a&id=0", [:]), ("POST /_control/files?name=a&id=4294967296", [:]),
                ("POST /_control/files?name=a&name=b", [:]), ("GET /_control/uploads/1", [:]),
                ("GET /_control/tasks/a", [:]), ("GET /_control/files/-", [:]),
                ("POST /_control/reset?all=1", [:]), ("POST /_control/reset", ["organization": "a"]),
                ("DELETE /_control/faults", ["organization": "a"]), ("DELETE /_control/requests", [1]),
                ("PUT /_control/clock", [:]), ("PUT /_control/clock", ["now": "9999-12-31T23:59:60Z"]),
            ] as [(String, JSON)])
        func refusals(line: String, body: JSON) async throws {
            let reply = try await withServer { try await $0.reply(to: .json(line, body)) }
            #expect(reply.status == 400)
            #expect(reply.json.objectValue?.map(\.key) == ["error"])
        }

        @Test("a blank in a query may be a plus, as forms write it")
        func plus() async throws {
            let reply = try await withServer {
                try await $0.reply(to: .bytes("POST /_control/files?name=a+b%2Bc", [1]))
            }
            #expect(reply.json["name"] == "a b+c")
        }

        @Test("a page from elsewhere is refused, and who may not call learns nothing of what there is")
        func strangers() async throws {
            try await withServer { server in
                for (origin, status) in [
                    ("http://localhost:3000", 200), ("http://127.0.0.1", 200), ("http://evil.test", 403), ("null", 403),
                ] {
                    let call = WireRequest("GET /_control/health").adding("Origin: \(origin)")
                    #expect(try await server.reply(to: call).status == status, "\(origin)")
                }
                for line in ["GET /_control/nope", "PATCH /_control/health", "GET //_control/nope"] {
                    let reply = try await server.reply(to: WireRequest(line, ["Host: evil.test"]))
                    #expect(reply.status == 403 && reply["x-ratelimit-limit"] == nil, "\(line)")
                }
            }
        }

        @Test("a token that ended is refused in its organization's journal (AUTH-03)")
        func refusedInJournal() async throws {
            try await withServer { server in
                let token = try await server.token(for: "a@ended.test")
                try await server.control("POST tokens/expire", ["login": "a@ended.test"])
                let refused = try await server.reply(to: WireRequest("GET /v4/tasks/1").authorized(by: token))
                #expect(refused.errorCode == "expired_token")
                let journal = try await server.control("GET requests?organization=ended.test")["requests"]
                #expect(journal?.arrayValue?.map { $0["error_code"] } == ["expired_token"])
            }
        }

        @Test("a login without a domain shares nothing with a domain that is spelled like it (AUTH-08)")
        func bareLogins() async throws {
            try await withServer { server in
                let tokens = [try await server.token(for: "robot"), try await server.token(for: "x@robot")]
                try await server.control("POST clock/advance?organization=robot", ["seconds": 90_000])
                try await server.control("POST reset?organization=robot")
                let task = WireRequest("GET /v4/tasks/1")
                #expect(try await server.reply(to: task.authorized(by: tokens[0])).status == 200)
                #expect(try await server.reply(to: task.authorized(by: tokens[1])).errorCode == "invalid_token")
                let requests = try await server.control("GET requests?organization=robot%40")["requests"]?.arrayValue
                #expect(requests?.count == 1)
            }
        }

        @Test("what the control API does not have is said in its own form")
        func unrouted() async throws {
            try await withServer { server in
                for (line, status) in [("GET /_control/nonsense", 404), ("DELETE /_control/health", 405)] {
                    let reply = try await server.reply(to: WireRequest(line))
                    #expect(reply.status == status)
                    #expect(reply.json.objectValue?.map(\.key) == ["error"])
                }
                #expect(try await server.reply(to: WireRequest("GET /_control/ca.pem")).status == 404)
                #expect(try await server.reply(to: WireRequest("GET /_control/tasks/9")).status == 404)
            }
        }
    }
}

extension TestServer {
    /// A call of the control API that is taken.
    @discardableResult
    func control(_ line: String, _ body: JSON? = nil) async throws -> JSON {
        let parts = line.split(separator: " ", maxSplits: 1)
        let target = "\(parts[0]) /_control/\(parts[1])"
        let reply = try await reply(to: body.map { .json(target, $0) } ?? WireRequest(target))
        #expect(reply.status == 200, "\(line): \(reply.json.compact)")
        return reply.json
    }
}

extension WireRequest {
    /// A call whose body is not JSON.
    fileprivate static func bytes(_ line: String, _ body: [UInt8]) -> WireRequest {
        var request = WireRequest(line).adding("Content-Length: \(body.count)")
        request.body = body
        return request
    }
}
