import Hummingbird
import NIOCore
import PyrusFiles
import PyrusFilesStore

/// Files of every organization, and new ones to download that no task has.
struct FileControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .controlResponse(.get, "files", query: ["organization"]) { call in
                let json = json(call.request)
                return try await .list(
                    "files", { try await service.store.files(organization: call.organization, after: $0) }, json)
            },
            .control(.get, "files/:id", query: ["organization"], read),
            .control(.post, "files", query: ["organization", "name", "id"], takesBody: true, create),
        ]
    }

    @Sendable private func read(_ call: ControlRequest) async throws -> JSON {
        guard let id = call.context.parameters.get("id", as: Int32.self) else {
            throw ControlError("The path has to end in a file's id, a whole number of 32 bits.")
        }
        guard let file = try await files(call).file(id) else {
            throw ControlError(.notFound, "There is no file \(id).")
        }
        return json(call.request)(file)
    }

    /// The body is the file, byte for byte.
    @Sendable private func create(_ call: ControlRequest) async throws -> JSON {
        let id = try call.integer("id", in: 1...Int64(Int32.max)).map { Int32($0) }
        let draft = try files(call).draft(name: call["name"], id: id)
        let reception = service.store.receive()
        while let piece = try await call.context.body.next() {
            try reception.append(piece.readableBytesSpan)
            try await reception.drain()
        }
        return json(call.request)(try await draft.commit(reception))
    }

    private func files(_ call: ControlRequest) -> PyrusFilesServer.Files {
        PyrusFilesServer.Files(service: service, organization: call.organization)
    }

    private func json(_ request: Request) -> @Sendable (OrganizationFile) -> JSON {
        let files = service.addresses(of: request).files
        let profile = service.profile
        return { $0.file.json(filesURL: files, profile: profile).of($0.organization) }
    }
}
