import PyrusFiles

/// The faults that are to happen.
struct FaultControl: EndpointGroup {
    let faults: FaultList

    var endpoints: [Endpoint] {
        [
            .control(.get, "faults", query: ["organization"]) { json(list(of: $0)) },
            .control(.put, "faults", query: ["organization"], takesBody: true, put),
            .control(.delete, "faults", query: ["organization"]) { ["removed": .integer(list(of: $0).removeAll())] },
        ]
    }

    @Sendable private func put(_ call: ControlRequest) async throws -> JSON {
        guard let faults = try await call.body(members: ["faults"]).list("faults") else {
            throw ControlError("\"faults\" is missing: the list of the faults that are to happen.")
        }
        try list(of: call).put(faults)
        return json(list(of: call))
    }

    private func list(of call: ControlRequest) -> PyrusFilesServer.Faults {
        PyrusFilesServer.Faults(list: faults, organization: call.organization)
    }

    private func json(_ faults: PyrusFilesServer.Faults) -> JSON {
        ["faults": .array(faults.list.entries(of: faults.organization).map(\.json))]
    }
}
