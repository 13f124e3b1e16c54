import HTTPTypes
import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// The Knowledge Base, as far as its articles refer to uploads (ATTACH-10); cloud edition only (PATH-02).
struct ArticleRoutes: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        Endpoint.api(.get, "/knowledgebase", handler: list)
            + Endpoint.api(.post, "/knowledgebase", handler: create)
            + Endpoint.api(.get, "/knowledgebase/:id", handler: read)
            + Endpoint.api(.put, "/knowledgebase/:id", handler: replace)
            + Endpoint.api(.delete, "/knowledgebase/:id", handler: delete)
    }

    @Sendable private func list(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let articles = try await service.store.articles(for: try context.user)
        return Response(["articles": .array(articles.map { json($0, request) })])
    }

    @Sendable private func create(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let draft = try await draft(in: context)
        return Response(json(try await service.store.createArticle(draft, by: try context.user), request))
    }

    @Sendable private func read(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        Response(json(try await service.store.article(id: try Self.id(in: context), for: try context.user), request))
    }

    @Sendable private func replace(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let (id, draft) = (try Self.id(in: context), try await draft(in: context))
        return Response(json(try await service.store.replaceArticle(id: id, draft, by: try context.user), request))
    }

    @Sendable private func delete(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        try await service.store.deleteArticle(id: try Self.id(in: context), by: try context.user)
        return Response([:])
    }

    private static func id(in context: ExchangeContext) throws(APIError) -> Int64 {
        guard let id = context.parameters.get("id", as: Int64.self) else { throw APIError(.fileIsMissing) }
        return id
    }

    private func draft(in context: ExchangeContext) async throws -> ArticleDraft {
        let body = try await JSONBody(reading: context.body, limit: service.limits.maxJSONBody)
        return ArticleDraft(
            title: try body.required("title", try body.string("title")), body: try body.string("body"),
            parentID: try body.integer("parent_id"))
    }

    private func json(_ article: ArticleRecord, _ request: Request) -> JSON {
        let files = service.addresses(of: request).files
        var members = [JSON.Member("id", .integer(article.id)), JSON.Member("title", .string(article.draft.title))]
        if let body = article.draft.body, !body.isEmpty { members.append(JSON.Member("body", .string(body))) }
        if let parent = article.draft.parentID { members.append(JSON.Member("parent_id", .integer(parent))) }
        if !article.uploads.isEmpty {
            let attachments = article.uploads.map { upload -> JSON in
                [
                    "id": .string("\(upload.guid)"), "name": .string(upload.name), "size": .integer(upload.size),
                    "url": .string("\(files)services/kb?Id=\(upload.guid)"),
                ]
            }
            members.append(JSON.Member("attachments", .array(attachments)))
        }
        return .object(members)
    }
}
