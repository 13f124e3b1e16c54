import PyrusFiles

/// Back to the start: all, or one organization.
struct ResetControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .control(.post, "reset", query: ["organization"]) { call in
                ["removed": .integer(try await service.reset(organization: call.organization))]
            }
        ]
    }
}
