import PyrusFiles

/// The faults that are to happen.
struct FaultControl: EndpointGroup {
    let faults: FaultList

    var endpoints: [Endpoint] {
        [
            .control(.get, "faults", query: ["organization"]) { list(of: $0.organization) },
            .control(.put, "faults", query: ["organization"], takesBody: true, put),
            .control(.delete, "faults", query: ["organization"]) { call in
                ["removed": .integer(faults.removeAll(organization: call.organization))]
            },
        ]
    }

    @Sendable private func put(_ call: ControlRequest) async throws -> JSON {
        guard let list = try await call.body(members: ["faults"]).list("faults") else {
            throw ControlError("\"faults\" is missing: the list of the faults that are to happen.")
        }
        var entries: [FaultEntry] = []
        for (index, json) in list.enumerated() {
            do {
                entries.append(try FaultEntry(json, organization: call.organization))
            } catch {
                throw ControlError("faults[\(index)]: \(error.sentence)")
            }
        }
        try faults.replace(with: entries, of: call.organization)
        return self.list(of: call.organization)
    }

    private func list(of organization: String?) -> JSON {
        ["faults": .array(faults.entries(of: organization).map(\.json))]
    }
}
