import PyrusFiles
import Testing

extension ServerTests {
    /// Files at tasks and comments, as a client sees them (ATTACH-01, ATTACH-03 to ATTACH-06, ATTACH-09).
    @Suite("Attachments")
    struct AttachmentTests {
        @Test("an upload becomes a file object in the comment that attaches it (ATTACH-01, ATTACH-04)")
        func fileObject() async throws {
            try await withServer { server in
                let file = try await server.attached()
                let id = try #require(file["id"]?.int64Value)
                let expected: JSON = [
                    "id": .integer(id), "name": "a.txt", "size": 5, "version": 1,
                    "md5": "5d41402abc4b2a76b9719d911017c592",
                    "url": .string("http://localhost/services/attachment?Id=\(id)"),
                ]
                #expect(file == expected)
            }
        }

        @Test(
            "an item names exactly one thing (ATTACH-03)",
            arguments: [
                [:], ["name": "a"], 5, ["guid": "a", "attachment_id": 1], ["attachment_id": 1, "url": "http://a/"],
                ["guid": "a", "url": "http://a/"], ["attachment_id": "1"], ["attachment_id": 3_000_000_000], ["url": 1],
                ["guid": 5], [[]],
            ] as [JSON])
        func items(item: JSON) async throws {
            let reply = try await withServer { try await $0.reply(to: .comment(item)) }
            #expect(reply.summary == "400 invalid_value_format")
        }

        @Test("a file is referred to once more under its id; a link has three members alone (ATTACH-03)")
        func references() async throws {
            try await withServer { server in
                let file = try await server.attached()
                let again: JSON = ["attachment_id": file["id"] ?? nil]
                let reply = try await server.reply(
                    to: .comment(again, ["url": "http://a.test/b", "name": "b"], ["url": "http://a.test/c"]))
                let items = reply.task["comments"]?.arrayValue?.last?["attachments"]?.arrayValue ?? []
                #expect(items.first == file)
                #expect(
                    items.dropFirst().map { $0.objectValue?.map(\.key) } == [
                        ["id", "name", "url"], ["id", "name", "url"],
                    ])
                #expect(items.dropFirst().map { $0["name"] } == ["b", "http://a.test/c"])
            }
        }

        @Test("a guid is used once, and a comment that fails attaches nothing (ATTACH-05)")
        func guids() async throws {
            try await withServer { server in
                let other = try await server.token(for: "someone@other.test")
                let foreign = try await server.uploaded(token: other)
                let used = try await server.uploaded()
                _ = try await server.reply(to: .comment(.string(used)))
                let fresh = JSON.string(try await server.uploaded())
                for bad in [used, foreign, "00000000-0000-4000-8000-000000000000", "no guid", ""] {
                    for item in [JSON.string(bad), ["guid": .string(bad)]] {
                        let reply = try await server.reply(to: .comment(fresh, item))
                        #expect(reply.summary == "400 unrecognized_attachment_id", "\(item.compact)")
                    }
                }
                let twice = try await server.reply(to: .comment(fresh, fresh))
                #expect(twice.summary == "400 unrecognized_attachment_id")
                let task = try await server.reply(to: .comment(fresh)).task
                #expect(task["comments"]?.arrayValue?.count == 2)
            }
        }

        @Test("root_id makes the next version of any version's file (ATTACH-06)")
        func versions() async throws {
            try await withServer { server in
                let first = try await server.attached()
                let firstID = try #require(first["id"])
                var root = firstID
                for version in 2...3 {
                    let guid = try await server.uploaded()
                    let reply = try await server.reply(to: .comment(["guid": .string(guid), "root_id": root]))
                    let file = reply.task["comments"]?.arrayValue?.last?["attachments"]?.arrayValue?.first
                    #expect(file?["version"] == .integer(version))
                    #expect(file?["root_id"] == firstID)
                    root = try #require(file?["id"])
                    #expect(root != firstID)
                }
                let guid = JSON.string(try await server.uploaded())
                let unknown = try await server.reply(to: .comment(["guid": guid, "root_id": 1]))
                #expect(unknown.summary == "400 unrecognized_attachment_id")
                let other = try await server.token(for: "someone@other.test")
                let foreign = JSON.string(try await server.uploaded(token: other))
                let reply = try await server.reply(
                    to: .comment(["guid": foreign, "root_id": firstID]).authorized(by: other))
                #expect(reply.summary == "400 unrecognized_attachment_id")
            }
        }

        @Test("a task has so many attachments at most (ATTACH-09)")
        func most() async throws {
            try await withServer({ $0.limits.maxAttachmentsPerTask = 2 }) { server in
                var answers: [String] = []
                for _ in 0..<3 {
                    answers.append(try await server.reply(to: .comment(.string(try await server.uploaded()))).summary)
                }
                answers.append(try await server.reply(to: .json("POST /v4/tasks/1/comments", ["text": "a"])).summary)
                #expect(answers == ["200", "200", "400 too_many_attachments", "200"])
            }
        }
    }
}
