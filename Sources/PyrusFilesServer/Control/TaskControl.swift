import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// Tasks of every organization, and new ones with an id of one's own choice.
struct TaskControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .controlResponse(.get, "tasks", query: ["organization"]) { call in
                let json = json(call.request)
                return try await .list(
                    "tasks", { try await service.store.tasks(organization: call.organization, after: $0) }, json)
            },
            .control(.get, "tasks/:id", query: ["organization"], read),
            .control(.post, "tasks", query: ["organization"], takesBody: true, create),
        ]
    }

    @Sendable private func read(_ call: ControlRequest) async throws -> JSON {
        guard let id = call.context.parameters.get("id", as: Int64.self) else {
            throw ControlError("The path has to end in a task's id, a whole number.")
        }
        let tasks = try await service.store.tasks(id: id, organization: call.organization)
        // Several organizations may have one of that id.
        guard let task = tasks.first(where: { $0.organization == service.firstOrganization }) ?? tasks.first else {
            throw ControlError(.notFound, "There is no task \(id).")
        }
        return json(call.request)(task)
    }

    @Sendable private func create(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["id", "text", "fields"])
        let id = try body.integer("id")
        guard id ?? 1 > 0 else { throw ControlError("\"id\" has to be a whole number from 1 on.") }
        let task = try await service.store.createTask(
            id: id, try TaskDraft(JSONBody(body.json)), in: call.organization ?? service.firstOrganization)
        guard let task else { throw ControlError("The id \(id ?? 0) is taken; another or none would be right.") }
        return json(call.request)(task)
    }

    private func json(_ request: Request) -> @Sendable (OrganizationTask) -> JSON {
        let files = service.addresses(of: request).files
        let form = TaskJSON(filesURL: files, profile: service.profile)
        return { form.task($0.task).of($0.organization) }
    }
}
