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
        let files = try await service.store.files(id: id, organization: call.organization)
        // Several organizations may have one of that id.
        guard let file = files.first(where: { $0.organization == service.firstOrganization }) ?? files.first else {
            throw ControlError(.notFound, "There is no file \(id).")
        }
        return json(call.request)(file)
    }

    /// The body is the file, byte for byte.
    @Sendable private func create(_ call: ControlRequest) async throws -> JSON {
        guard let name = call["name"], !name.isEmpty, name.unicodeScalars.count <= service.limits.maxFileNameLength
        else {
            throw ControlError("\"name\" is needed, of at most \(service.limits.maxFileNameLength) characters.")
        }
        let id = try call.integer("id", in: 1...Int64(Int32.max)).map { Int32($0) }
        let reception = service.store.receive()
        while let piece = try await call.context.body.next() {
            try reception.append(piece.readableBytesSpan)
            try await reception.drain()
        }
        guard reception.size > 0 else { throw ControlError("The body has to be the file's bytes, at least one.") }
        let organization = call.organization ?? service.firstOrganization
        guard let file = try await reception.commitFile(name: name, id: id, organization: organization) else {
            throw ControlError("The id \(id ?? 0) is taken; another or none would be right.")
        }
        return json(call.request)(file)
    }

    private func json(_ request: Request) -> @Sendable (OrganizationFile) -> JSON {
        let files = service.addresses(of: request).files
        let profile = service.profile
        return { $0.file.json(filesURL: files, profile: profile).of($0.organization) }
    }
}
