import PyrusFiles

/// A few paths that belong together, as OpenAPI describes them: what is theirs alone stands in `paths`, what goes with
/// who may call them is added here.
struct OpenAPITopic: Sendable {
    /// What its operations are grouped by.
    let tag: String
    let access: Endpoint.Access
    /// What the paths stand under, each of them under all; the first is the one that operations are named for.
    let prefixes: [String]
    /// An object of path items, as text.
    let paths: String

    /// The whole path items, under each of their prefixes.
    func members() throws -> [JSON.Member] {
        let items = try JSON(parsing: paths.utf8).objectValue ?? []
        let common = try JSON(parsing: commonResponses.utf8)
        return prefixes.flatMap { prefix in
            items.map { item in
                JSON.Member(
                    prefix + item.key,
                    item.value.mapMembers { $0 == "parameters" ? $1 : operation($1, prefix: prefix, common) })
            }
        }
    }

    private func operation(_ operation: JSON, prefix: String, _ common: JSON) -> JSON {
        var members = [JSON.Member("tags", [.string(tag)])]
        for member in operation.objectValue ?? [] {
            switch member.key {
            // An id is one operation's alone.
            case "operationId" where prefix != prefixes.first: continue
            case "responses": members.append(.init("responses", responses(member.value.adding(common))))
            default: members.append(member)
            }
        }
        return .object(members + [.init("security", security)])
    }

    /// Every answer of the imitated API has the rate's headers, those that are written down once too.
    private func responses(_ responses: JSON) -> JSON {
        guard access != .control else { return responses }
        return responses.mapMembers { _, response in
            guard response["$ref"] == nil else { return response }
            let headers = (response["headers"] ?? [:]).adding(OpenAPIComponents.rateHeaders)
            return JSON.object([.init("headers", headers)]).adding(response)
        }
    }

    private var security: JSON {
        switch access {
        case .open: []
        case .user: [["bearer": []]]
        // With --control-token that token, otherwise none.
        case .control: [[:], ["controlToken": []]]
        }
    }

    private var commonResponses: String {
        switch access {
        case .open:
            #"""
            {
              "400": {"$ref": "#/components/responses/BadRequest"},
              "408": {"$ref": "#/components/responses/Late"},
              "417": {"$ref": "#/components/responses/ExpectationFailed"},
              "500": {"$ref": "#/components/responses/ServerError"}
            }
            """#
        case .user:
            #"""
            {
              "400": {"$ref": "#/components/responses/BadRequest"},
              "401": {"$ref": "#/components/responses/Unauthorized"},
              "408": {"$ref": "#/components/responses/Late"},
              "417": {"$ref": "#/components/responses/ExpectationFailed"},
              "429": {"$ref": "#/components/responses/TooManyRequests"},
              "500": {"$ref": "#/components/responses/ServerError"}
            }
            """#
        case .control:
            #"""
            {
              "400": {"$ref": "#/components/responses/ControlBadRequest"},
              "403": {"$ref": "#/components/responses/ControlForbidden"},
              "408": {"$ref": "#/components/responses/ControlLate"},
              "500": {"$ref": "#/components/responses/ControlServerError"}
            }
            """#
        }
    }
}

extension OpenAPITopic {
    /// Paths of the imitated API, under its prefixes.
    static func api(_ tag: String, access: Endpoint.Access = .user, _ paths: String) -> Self {
        Self(tag: tag, access: access, prefixes: Endpoint.apiPrefixes, paths: paths)
    }

    /// Paths of the control API.
    static func control(_ tag: String, _ paths: String) -> Self {
        Self(tag: "control: \(tag)", access: .control, prefixes: ["/_control"], paths: paths)
    }
}

extension JSON {
    /// The object with those members of another that it does not have.
    func adding(_ other: JSON) -> JSON {
        .object((objectValue ?? []) + (other.objectValue ?? []).filter { self[$0.key] == nil })
    }

    /// The object with each value made anew.
    func mapMembers(_ transform: (_ key: String, _ value: JSON) -> JSON) -> JSON {
        .object((objectValue ?? []).map { Member($0.key, transform($0.key, $0.value)) })
    }
}
