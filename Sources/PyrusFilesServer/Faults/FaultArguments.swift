import PyrusFiles

/// The parameters that a fault was given, each checked to be what it has to be.
struct FaultArguments: Sendable {
    private let values: [String: JSON]

    /// Checks values against what a kind takes. A parameter that is `null` is as if it were not there.
    init(_ values: [JSON.Member], of kind: FaultKind) throws(ControlError) {
        var checked: [String: JSON] = [:]
        for member in values {
            guard let parameter = kind.parameters.first(where: { $0.name == member.key }) else {
                let known = kind.parameters.map(\.name)
                throw ControlError(
                    "\"\(kind.name)\" has no parameter \"\(member.key)\"; "
                        + (known.isEmpty ? "it has none." : "it has \(known.quoted)."))
            }
            guard !member.value.isNull else { continue }
            guard parameter.takes(member.value) else {
                throw ControlError("\"\(member.key)\" of \"\(kind.name)\" has to be \(parameter.expected).")
            }
            checked[member.key] = member.value
        }
        if let missing = kind.parameters.first(where: { $0.isRequired && checked[$0.name] == nil }) {
            throw ControlError("\"\(kind.name)\" needs \"\(missing.name)\": \(missing.expected).")
        }
        self.values = checked
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    func number(_ name: String) -> Int64? { values[name]?.int64Value }

    func text(_ name: String) -> String? { values[name]?.stringValue }

    func truth(_ name: String) -> Bool? { values[name]?.boolValue }

    func pairs(_ name: String) -> [(String, String)] { values[name].flatMap(Self.pairs) ?? [] }

    static func pairs(_ value: JSON) -> [(String, String)]? {
        guard let items = value.arrayValue else { return nil }
        let pairs = items.compactMap { item -> (String, String)? in
            guard let pair = item.arrayValue, pair.count == 2, let name = pair[0].stringValue,
                let value = pair[1].stringValue
            else { return nil }
            return (name, value)
        }
        return pairs.count == items.count ? pairs : nil
    }
}
