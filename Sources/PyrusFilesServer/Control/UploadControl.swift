import PyrusFiles
import PyrusFilesStore

/// What is stored, and what keeps it.
struct UploadControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .controlResponse(.get, "uploads", query: ["organization"]) { call in
                try await .list(
                    "uploads", { try await service.store.uploads(organization: call.organization, after: $0) }, json)
            },
            .control(.get, "uploads/:guid", query: ["organization"]) { call in
                let guid = try guid(in: call)
                guard let upload = try await files(call).upload(guid) else { throw PyrusFilesServer.Files.unknown }
                return json(upload)
            },
            .control(.delete, "uploads/:guid", query: ["organization"], remove),
        ]
    }

    @Sendable private func remove(_ call: ControlRequest) async throws -> JSON {
        try await files(call).remove(try guid(in: call))
        return ["removed": 1]
    }

    private func files(_ call: ControlRequest) -> PyrusFilesServer.Files {
        PyrusFilesServer.Files(service: service, organization: call.organization)
    }

    private func guid(in call: ControlRequest) throws(ControlError) -> GUID {
        guard let guid = call.context.parameters.get("guid").flatMap({ GUID($0) }) else {
            throw ControlError("The path has to end in an upload's guid, as its receipt gave it.")
        }
        return guid
    }

    @Sendable private func json(_ listing: UploadListing) -> JSON {
        let upload = listing.upload
        var members: [JSON.Member] = [
            JSON.Member("guid", .string("\(upload.guid)")), JSON.Member("name", .string(upload.name)),
            JSON.Member("size", .integer(upload.size)), JSON.Member("md5", .string(upload.md5.hex(service.profile))),
            JSON.Member("organization", .string(listing.organization)),
            JSON.Member("created", .string(upload.createdAt.text)),
        ]
        if let expires = listing.expires { members.append(JSON.Member("expires", .string(expires.text))) }
        let references = listing.references.map { ["kind": .string($0.kind.rawValue), "id": $0.id] as JSON }
        members.append(JSON.Member("references", .array(references)))
        return .object(members)
    }
}
