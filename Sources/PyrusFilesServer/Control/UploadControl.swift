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
                guard let upload = try await service.store.upload(guid, organization: call.organization) else {
                    throw Self.unknown
                }
                return json(upload)
            },
            .control(.delete, "uploads/:guid", query: ["organization"], remove),
        ]
    }

    @Sendable private func remove(_ call: ControlRequest) async throws -> JSON {
        switch try await service.store.removeUpload(try guid(in: call), organization: call.organization) {
        case .removed: return ["removed": 1]
        case .unknown: throw Self.unknown
        case .referenced:
            throw ControlError("The upload is referred to, see its \"references\": what is used is not removed.")
        }
    }

    private static let unknown = ControlError(.notFound, "There is no such upload.")

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
