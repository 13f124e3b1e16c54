import PyrusFiles

/// Back to the start: all, or one organization.
struct ResetControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .control(.post, "reset", query: ["organization"]) { call in
                let removed = try await service.store.reset(organization: call.organization)
                service.faults.removeAll(organization: call.organization)
                service.journal.removeAll(organization: call.organization, restartsIDs: true)
                return ["removed": .integer(removed)]
            }
        ]
    }
}
