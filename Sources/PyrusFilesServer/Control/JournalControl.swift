import PyrusFiles

/// The journal: what clients sent, and what became of it.
struct JournalControl: EndpointGroup {
    let journal: Journal

    var endpoints: [Endpoint] {
        [
            .control(.get, "requests", query: ["method", "path", "status", "organization"], list),
            .control(.delete, "requests", query: ["organization"]) { call in
                ["removed": .integer(journal.removeAll(organization: call.organization))]
            },
        ]
    }

    @Sendable private func list(_ call: ControlRequest) async throws -> JSON {
        let status = try call.integer("status", in: 100...599)
        let method = call["method"]?.uppercased()
        let path = call["path"].map { PathGlob($0) }
        let (entries, dropped) = journal.contents(organization: call.organization)
        let matching = entries.filter { entry in
            (method == nil || entry.method == method)
                && (status == nil || entry.status.map(Int64.init) == status)
                && (path?.matches(entry.path) ?? true)
        }
        return ["requests": .array(matching.map(\.json)), "dropped": .integer(dropped)]
    }
}
