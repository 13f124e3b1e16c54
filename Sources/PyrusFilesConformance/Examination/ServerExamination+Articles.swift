import PyrusFiles

extension ServerExamination {
    /// A download of what an article links.
    func ofArticle(_ guid: String) -> WireRequest { request("GET", "services/kb?Id=\(guid)", at: files) }

    /// A request for an article that links an upload.
    func article(linking guid: String, by link: String? = nil) -> WireRequest {
        let body = "[a file](\(link ?? "\(files)services/kb?Id=")\(guid))"
        return json("POST", "knowledgebase", ["title": "A case of the kit", "body": .string(body)])
    }

    /// Does something with a new article that links a new upload, and deletes it.
    func withArticle(
        _ link: String? = nil,
        _ body: (_ user: ServerExamination, _ article: JSON, _ guid: String) async throws -> Void
    ) async throws {
        let guid = try await uploaded().guid
        try await withArticle(article(linking: guid, by: link)) { user, article in
            try await body(user, article, guid)
        }
    }

    /// Does something with the article that a request makes, and deletes it.
    func withArticle(
        _ request: WireRequest, _ body: (_ user: ServerExamination, _ article: JSON) async throws -> Void
    ) async throws {
        let answer = try await exchange(request)
        try answer.expect(200)
        guard let article = answer.json, let id = article["id"]?.int64Value else {
            throw Mismatch(expected: "an article with a numeric id", actual: answer.summary)
        }
        try await Self.restoring {
            try await body(self, article)
        } after: {
            // One that is gone already is 404.
            let answer = try await exchange(self.request("DELETE", "knowledgebase/\(id)"))
            if [200, 404].contains(answer.status) { transcript.removed(.article(id)) }
        }
    }
}
