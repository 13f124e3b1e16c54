import PyrusFiles

extension ServerCases {
    private static func article(
        _ what: String, _ expectation: String, _ requirements: [String] = ["ATTACH-10"], needs: Case.Needs = [],
        check: @escaping @Sendable (ServerExamination) async throws -> Void
    ) -> Case {
        Case("server/articles/\(what)", requirements, needs: needs.union(.cloud), expectation, check: check)
    }

    /// The Knowledge Base: ATTACH-10.
    static let articles: [Case] = [
        article("attachments", "An article's attachments are id (the guid), name, size and url of what it links.") {
            try await $0.withArticle { user, article, guid in
                let file = article.attachments.first
                try Mismatch.compareKeys("an article's attachment", file, ["id", "name", "size", "url"])
                try Mismatch.compare("id", file?["id"], .string(guid))
                try Mismatch.compare("size", file?["size"], 12)
                try Mismatch.compare("url", file?["url"], .string("\(user.files)services/kb?Id=\(guid)"))
            }
        },
        article("read", "An article is read as it was made, and stands in the list.") {
            try await $0.withArticle { user, article, _ in
                let id = article["id"]?.int64Value ?? 0
                let read = try await user.exchange(user.request("GET", "knowledgebase/\(id)"))
                try read.expect(200)
                try Mismatch.compare("the article", read.json, article)
                let list = try await user.exchange(user.request("GET", "knowledgebase"))
                try Mismatch.require(
                    list.json?.list("articles").contains { $0["id"] == article["id"] } == true,
                    "the article in the list under articles", got: "a list without it")
            }
        },
        article("download", "services/kb?Id={guid} downloads what an article links.") {
            try await $0.withArticle { user, _, guid in try await user.expectDownload(user.ofArticle(guid)) }
        },
        article("not-used-up", "An article does not use a guid up: it can still be attached.") {
            try await $0.withArticle { user, _, guid in _ = try await user.attached(guid) }
        },
        article("parent", "An article's parent_id comes back.") {
            try await $0.withArticle($0.json("POST", "knowledgebase", ["title": "A case of the kit"])) { user, parent in
                let child: JSON = ["title": "Below it", "parent_id": parent["id"] ?? .null]
                try await user.withArticle(user.json("POST", "knowledgebase", child)) { _, article in
                    try Mismatch.compare("parent_id", article["parent_id"], parent["id"] ?? .null)
                }
            }
        },
        article("linked-later", "What an article is edited to link is downloaded.") {
            let request = $0.json("POST", "knowledgebase", ["title": "A case of the kit", "body": "No link."])
            try await $0.withArticle(request) { user, article in
                let guid = try await user.uploaded().guid
                let path = "knowledgebase/\(article["id"]?.int64Value ?? 0)"
                let edited: JSON = [
                    "title": "A case of the kit", "body": .string("\(user.files)services/kb?Id=\(guid)"),
                ]
                try await user.exchange(user.json("PUT", path, edited)).expect(200)
                try await user.expectDownload(user.ofArticle(guid))
            }
        },
        article("any-host", "A link refers to an upload on whatever host it is.") {
            try await $0.withArticle("https://example.com/services/kb?Id=") { _, article, guid in
                try Mismatch.compare("id", article.attachments.first?["id"], .string(guid))
            }
        },
        article("unknown-guid", "A link to an unknown guid is plain text.") {
            let body = "[a](https://files.pyrus.com/services/kb?Id=3f2504e0-4f89-41d3-9a0c-0305e82c3301)"
            let request = $0.json("POST", "knowledgebase", ["title": "A case of the kit", "body": .string(body)])
            try await $0.withArticle(request) { _, article in
                try Mismatch.compare("body", article["body"], .string(body))
                try Mismatch.require(article["attachments"] == nil, "no attachments", got: article.compact)
            }
        },
        article("unreferenced", "An upload that no article links is 404 file_is_missing at services/kb.") {
            let guid = try await $0.uploaded().guid
            try await $0.exchange($0.ofArticle(guid), at: $0.files).expectError(.fileIsMissing)
        },
        article("edited", "Once an article links it no longer, the file is 404 file_is_missing.") {
            try await $0.withArticle { user, article, guid in
                let path = "knowledgebase/\(article["id"]?.int64Value ?? 0)"
                let answer = try await user.exchange(user.json("PUT", path, ["title": "Another", "body": "None."]))
                try answer.expect(200)
                try Mismatch.compare("title", answer.json?["title"], "Another")
                try await user.exchange(user.ofArticle(guid), at: user.files).expectError(.fileIsMissing)
            }
        },
        article("deleted", "A deleted article is 404 file_is_missing, and so is what it linked.") {
            try await $0.withArticle { user, article, guid in
                let path = "knowledgebase/\(article["id"]?.int64Value ?? 0)"
                try await user.exchange(user.request("DELETE", path)).expect(200)
                try await user.exchange(user.request("GET", path)).expectError(.fileIsMissing)
                try await user.exchange(user.ofArticle(guid), at: user.files).expectError(.fileIsMissing)
            }
        },
        article("unknown", "An unknown article is 404 file_is_missing to GET, PUT and DELETE.") {
            let path = "knowledgebase/2147483646"
            try await $0.exchange($0.request("GET", path)).expectError(.fileIsMissing)
            try await $0.exchange($0.json("PUT", path, ["title": "a"])).expectError(.fileIsMissing)
            try await $0.exchange($0.request("DELETE", path)).expectError(.fileIsMissing)
        },
        article("title", "An article without a title is 400 required_parameter_missing, naming it.") {
            let answer = try await $0.exchange($0.json("POST", "knowledgebase", ["body": "a"]))
            try answer.expectError(.requiredParameterMissing)
            try answer.expectText("title")
        },
        article(
            "other-organization", "Another organization's article, and what it links, are 404 file_is_missing.",
            ["ATTACH-10", "AUTH-08"], needs: .control
        ) { examination in
            try await examination.withArticle { user, article, guid in
                try await user.inNewOrganization { stranger, _ in
                    let path = "knowledgebase/\(article["id"]?.int64Value ?? 0)"
                    try await stranger.exchange(stranger.request("GET", path)).expectError(.fileIsMissing)
                    try await stranger.exchange(stranger.ofArticle(guid), at: stranger.files)
                        .expectError(.fileIsMissing)
                }
            }
        },
    ]
}
