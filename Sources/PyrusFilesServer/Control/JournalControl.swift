import PyrusFiles

/// The journal: what clients sent, and what became of it.
struct JournalControl: EndpointGroup {
    let journal: Journal

    var endpoints: [Endpoint] {
        [
            .control(.get, "requests", query: ["method", "path", "status", "organization"], list),
            .control(.delete, "requests", query: ["organization"]) { call in
                ["removed": .integer(requests(call).removeAll())]
            },
        ]
    }

    @Sendable private func list(_ call: ControlRequest) async throws -> JSON {
        let status = try call.integer("status", in: 100...599)
        let (entries, dropped) = requests(call).contents(
            method: call["method"], path: call["path"], status: status.map { Int($0) })
        return ["requests": .array(entries.map(\.json)), "dropped": .integer(dropped)]
    }

    private func requests(_ call: ControlRequest) -> PyrusFilesServer.Requests {
        PyrusFilesServer.Requests(journal: journal, organization: call.organization)
    }
}
