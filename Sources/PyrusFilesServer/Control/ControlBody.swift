import PyrusFiles

/// The JSON object of a control call: unlike the imitated API, it takes no member that it does not know.
struct ControlBody {
    let json: JSON
    private static let limit = 1 << 20

    init(reading body: IncomingBody, members: [String]) async throws {
        do {
            json = try await JSONBody(reading: body, limit: Self.limit).json
        } catch let error as APIError {
            throw ControlError(error.message)
        }
        if let unknown = json.objectValue?.first(where: { !members.contains($0.key) }) {
            let known = members.map { "\"\($0)\"" }.joined(separator: ", ")
            throw ControlError("\"\(unknown.key)\" is unknown here; known are \(known).")
        }
    }

    func string(_ name: String) throws(ControlError) -> String? {
        try value(name, "a string", \.stringValue)
    }

    func integer(_ name: String) throws(ControlError) -> Int64? {
        try value(name, "an integer", \.int64Value)
    }

    func bool(_ name: String) throws(ControlError) -> Bool? {
        try value(name, "true or false", \.boolValue)
    }

    func list(_ name: String) throws(ControlError) -> [JSON]? {
        try value(name, "a list", \.arrayValue)
    }

    private func value<Value>(
        _ name: String, _ expected: String, _ read: (JSON) -> Value?
    ) throws(ControlError) -> Value? {
        guard let member = json[name] else { return nil }
        guard let value = read(member) else { throw ControlError("\"\(name)\" has to be \(expected).") }
        return value
    }
}
