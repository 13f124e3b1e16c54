import HTTPTypes
import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// Tasks and comments, as far as files hang at them (ATTACH-01, ATTACH-02, ATTACH-08).
struct TaskRoutes: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        Endpoint.api(.post, "/tasks", handler: create)
            + Endpoint.api(.get, "/tasks/:id", handler: read)
            + Endpoint.api(.post, "/tasks/:id/comments", handler: comment)
    }

    @Sendable private func create(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let body = try await JSONBody(reading: context.body, limit: service.limits.maxJSONBody)
        let task = try await service.store.createTask(try TaskDraft(body), by: try context.user)
        return answer(task, to: request)
    }

    @Sendable private func comment(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let body = try await JSONBody(reading: context.body, limit: service.limits.maxJSONBody)
        let task = try await service.store.addComment(
            try CommentDraft(body), toTask: try Self.id(in: context), by: try context.user)
        return answer(task, to: request)
    }

    @Sendable private func read(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        answer(try await service.store.task(id: try Self.id(in: context), for: try context.user), to: request)
    }

    /// What is no number is no task either (ATTACH-11).
    private static func id(in context: ExchangeContext) throws(APIError) -> Int64 {
        guard let id = context.parameters.get("id", as: Int64.self) else { throw APIError(.accessDenied) }
        return id
    }

    private func answer(_ task: TaskRecord, to request: Request) -> Response {
        let files = service.addresses(of: request).files
        return Response(["task": TaskJSON(filesURL: files, profile: service.profile).task(task)])
    }
}
