import PyrusFiles
import Testing

extension ServerTests {
    /// The Knowledge Base (ATTACH-10).
    @Suite("Articles")
    struct ArticleTests {
        private func article(_ body: String) -> JSON { ["title": "a", "body": .string(body)] }

        @Test("an article refers to an upload by a link, and its file is downloaded by guid while it does (ATTACH-10)")
        func lifeOfAnArticle() async throws {
            try await withServer { server in
                let guid = try await server.uploaded()
                let other = try await server.token(for: "someone@other.test")
                let download = WireRequest("GET /services/kb?Id=\(guid)")
                #expect(try await server.reply(to: download).summary == "404 file_is_missing")

                let unknown = "00000000-0000-4000-8000-000000000000"
                let text = "![](https://elsewhere.test/services/kb?Id=\(guid)), services/kb?Id=\(unknown)"
                let created = try await server.reply(to: .json("POST /v4/knowledgebase", article(text))).json
                let id = try #require(created["id"]?.int64Value)
                let expected: JSON = [
                    [
                        "id": .string(guid), "name": "a.txt", "size": 5,
                        "url": .string("http://localhost/services/kb?Id=\(guid)"),
                    ]
                ]
                #expect(created["attachments"] == expected)
                let file = try await server.reply(to: download)
                #expect(file.status == 200 && file.body == Array("hello".utf8))
                let foreign = try await server.reply(to: download.authorized(by: other))
                #expect(foreign.summary == "404 file_is_missing")

                // The link does not use the guid up.
                let comment = try await server.reply(to: .comment(.string(guid)))
                #expect(comment.status == 200)

                let changed = try await server.reply(to: .json("PUT /v4/knowledgebase/\(id)", article("none")))
                #expect(changed.status == 200 && changed.json["attachments"] == nil)
                let gone = try await server.reply(to: download)
                #expect(gone.summary == "404 file_is_missing")
            }
        }

        @Test("articles are listed, read and deleted; an unknown one is missing (ATTACH-10)")
        func articles() async throws {
            try await withServer { server in
                let created = try await server.reply(to: .json("POST /v4/knowledgebase", article("text"))).json
                let id = try #require(created["id"]?.int64Value)
                let list = try await server.reply(to: WireRequest("GET /v4/knowledgebase")).json
                #expect(list == ["articles": [created]])
                let read = try await server.reply(to: WireRequest("GET /v4/knowledgebase/\(id)")).json
                #expect(read == created && read["body"] == "text" && read["attachments"] == nil)
                let untitled = try await server.reply(to: .json("POST /v4/knowledgebase", ["body": "a"]))
                #expect(untitled.summary == "400 required_parameter_missing")
                let deleted = try await server.reply(to: WireRequest("DELETE /v4/knowledgebase/\(id)"))
                #expect(deleted.status == 200)
                for request in [
                    WireRequest("GET /v4/knowledgebase/\(id)"), WireRequest("DELETE /v4/knowledgebase/\(id)"),
                    .json("PUT /v4/knowledgebase/\(id)", article("a")), WireRequest("GET /v4/knowledgebase/none"),
                ] {
                    let reply = try await server.reply(to: request)
                    #expect(reply.summary == "404 file_is_missing", "\(request.line)")
                }
            }
        }
    }
}
