import PyrusFiles
import Testing

extension ServerTests {
    /// Tasks, and the fields in them that are files (ATTACH-02, ATTACH-07, ATTACH-08, ATTACH-11).
    @Suite("Tasks")
    struct TaskTests {
        @Test("a task takes attachments and file fields, by id and by name (ATTACH-02, ATTACH-07, ATTACH-08)")
        func fields() async throws {
            try await withServer { server in
                let guids = [try await server.uploaded(), try await server.uploaded(), try await server.uploaded()]
                let created = try await server.reply(
                    to: .json(
                        "POST /v4/tasks",
                        [
                            "text": "a", "attachments": [.string(guids[0])], "unknown": 1,
                            "fields": [
                                ["id": 1, "value": [.string(guids[1])]],
                                ["name": "Scan", "value": [["guid": .string(guids[2])]]],
                                ["id": 2, "value": "text"], ["id": 3, "value": []], ["id": 4, "value": ["text"]],
                            ],
                        ])
                ).task
                let fields = created["fields"]?.arrayValue ?? []
                #expect(created["attachments"]?.arrayValue?.count == 1)
                #expect(fields.map { $0["type"]?.stringValue } == ["file", "file", nil, nil, nil])
                #expect(fields.prefix(2).map { $0["value"]?.arrayValue?.first?["name"] } == ["a.txt", "a.txt"])
                #expect(fields.dropFirst(2) == [["id": 2, "value": "text"], ["id": 3], ["id": 4, "value": ["text"]]])
                let id = try #require(created["id"]?.int64Value)
                let read = try await server.reply(to: WireRequest("GET /v4/tasks/\(id)")).task
                #expect(read == created)
            }
        }

        @Test("a member that is null is as if it were not there, in requests and in answers (ATTACH-07)")
        func nullMembers() async throws {
            try await withServer { server in
                let comment = try await server.reply(
                    to: .json("POST /v4/tasks/1/comments", ["text": nil, "attachments": nil, "field_updates": nil]))
                #expect(comment.status == 200)
                let guid = try await server.uploaded()
                let created = try await server.reply(
                    to: .json(
                        "POST /v4/tasks",
                        [
                            "text": nil,
                            "fields": [
                                [
                                    "id": 1, "name": nil,
                                    "value": [["guid": .string(guid), "url": nil, "root_id": nil]],
                                ],
                                ["id": 2, "name": nil, "value": "kept"],
                            ],
                        ])
                ).task
                let fields = created["fields"]?.arrayValue ?? []
                #expect(fields.first?.objectValue?.map(\.key) == ["id", "type", "value"])
                #expect(fields.last == ["id": 2, "value": "kept"])
            }
        }

        @Test("a comment replaces a field's value, and keeps what it set (ATTACH-02)")
        func fieldUpdates() async throws {
            try await withServer { server in
                let guids = [
                    try await server.uploaded(Form.of([1], name: "1")),
                    try await server.uploaded(Form.of([2], name: "2")),
                ]
                var task: JSON = nil
                for guid in guids {
                    task = try await server.reply(
                        to: .json(
                            "POST /v4/tasks/1/comments", ["field_updates": [["id": 7, "value": [.string(guid)]]]])
                    ).task
                }
                let names = { (fields: JSON?) in
                    (fields?.arrayValue ?? []).flatMap { $0["value"]?.arrayValue ?? [] }.map { $0["name"]?.stringValue }
                }
                #expect(names(task["fields"]) == ["2"])
                #expect((task["comments"]?.arrayValue ?? []).map { names($0["field_updates"]) } == [["1"], ["2"]])
            }
        }

        @Test(
            "a field is named by an id and a name of their types, each of which is judged (ATTACH-02, ERROR-03)",
            arguments: [
                (["id": 1, "name": [:]], "400 invalid_value_format"),
                (["id": "1", "name": "a"], "400 invalid_value_format"), ([:], "400 required_parameter_missing"),
                (["id": 1, "name": nil], "200"), (["id": nil, "name": "a"], "200"),
            ] as [(JSON, String)])
        func fieldNames(field: JSON, answer: String) async throws {
            try await withServer { server in
                let reply = try await server.reply(to: .json("POST /v4/tasks", ["fields": [field]]))
                #expect(reply.summary == answer)
            }
        }

        @Test("an unknown task is refused, a task given at start has each organization's comments alone (ATTACH-11)")
        func tasks() async throws {
            try await withServer({ $0.tasks = [1, 99] }) { server in
                let other = try await server.token(for: "someone@other.test")
                let mine =
                    try await server.reply(to: .json("POST /v4/tasks", ["text": "a"])).task["id"]?.int64Value ?? 0
                _ = try await server.reply(to: .json("POST /v4/tasks/99/comments", ["text": "a"]))
                let answers = [
                    try await server.reply(to: WireRequest("GET /v4/tasks/12345678")).summary,
                    try await server.reply(to: WireRequest("GET /v4/tasks/none")).summary,
                    try await server.reply(to: WireRequest("GET /v4/tasks/\(mine)").authorized(by: other)).summary,
                    try await server.reply(to: .json("POST /v4/tasks", ["subject": "a"])).summary,
                ]
                #expect(
                    answers == [
                        "403 access_denied", "403 access_denied", "403 access_denied", "400 required_parameter_missing",
                    ])
                let theirs = try await server.reply(to: WireRequest("GET /v4/tasks/99").authorized(by: other)).task
                #expect(theirs["id"] == 99 && theirs["comments"] == nil)
            }
        }
    }
}
