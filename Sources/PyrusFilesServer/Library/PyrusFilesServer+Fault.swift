import PyrusFiles

extension PyrusFilesServer {
    /// Something that is to go wrong with requests: of a kind with its parameters, and for which requests.
    ///
    /// Whether they go together is looked at when it is set, see ``Faults``.
    public struct Fault: Sendable {
        /// The kind by its name in the control API, such as `truncate`.
        public let kind: String
        /// What its requests are about; `nil` is anything.
        public var operation: Operation?
        /// The organization that its requests are of, the domain of its logins; `nil` is any.
        public var organization: String?
        /// The method that its requests have; `nil` is any.
        public var method: String?
        /// The pattern that their paths have, such as `/v4/tasks/*`; `nil` is any. `*` stands for any run of characters,
        /// slashes too, and `?` for one character.
        public var path: String?
        /// How many requests are let pass first; 0 to 1,000,000,000.
        public var skip: Int64 = 0
        /// How many requests it happens to; 0 is without end. 0 to 1,000,000,000.
        public var times: Int64 = 1
        /// How many requests it has happened to, as the list knows; of one that was just made, 0.
        public private(set) var used: Int64 = 0
        let parameters: [JSON.Member]

        /// - Parameter parameters: those that are `nil` are left out.
        init(_ kind: FaultKind, _ parameters: KeyValuePairs<String, JSON?> = [:]) {
            self.init(kind, parameters.map { ($0.key, $0.value) })
        }

        init(_ kind: FaultKind, _ parameters: [(String, JSON?)]) {
            self.kind = kind.name
            self.parameters = parameters.compactMap { name, value in value.map { JSON.Member(name, $0) } }
        }

        init(_ entry: FaultEntry) {
            let json = entry.json
            kind = entry.kind.name
            parameters = (json.objectValue ?? []).filter { member in
                entry.kind.parameters.contains { $0.name == member.key }
            }
            operation = entry.filter.operation
            organization = entry.filter.organization
            method = json["method"]?.stringValue
            path = json["path"]?.stringValue
            skip = json["skip"]?.int64Value ?? 0
            times = json["times"]?.int64Value ?? 1
            used = json["used"]?.int64Value ?? 0
        }
    }
}

extension PyrusFilesServer.Fault {
    /// This fault for some requests only: what is said holds in the place of what was, see the properties of these names.
    public func when(
        _ operation: Operation? = nil, organization: String? = nil, method: String? = nil, path: String? = nil,
        skip: Int64? = nil, times: Int64? = nil
    ) -> Self {
        var fault = self
        fault.operation = operation ?? fault.operation
        fault.organization = organization ?? fault.organization
        fault.method = method ?? fault.method
        fault.path = path ?? fault.path
        fault.skip = skip ?? fault.skip
        fault.times = times ?? fault.times
        return fault
    }

    /// As the control API takes it.
    var json: JSON {
        let filters = [
            ("operation", operation?.rawValue), ("organization", organization), ("method", method), ("path", path),
        ].compactMap { name, value in value.map { JSON.Member(name, .string($0)) } }
        return .object(
            [JSON.Member("kind", .string(kind))] + parameters + filters
                + [JSON.Member("skip", .integer(skip)), JSON.Member("times", .integer(times))])
    }
}

extension PyrusFilesServer.Fault: CustomStringConvertible {
    /// As the control API takes it: JSON.
    public var description: String { json.compact }
}
