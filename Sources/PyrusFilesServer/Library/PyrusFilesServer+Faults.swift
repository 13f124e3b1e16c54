import PyrusFiles
import PyrusFilesStore

extension PyrusFilesServer {
    /// What is to go wrong on purpose: a list, of all organizations or of one. The first that is for a request and whose
    /// turn it is happens to it, one a request.
    ///
    /// ```swift
    /// try server.faults.set(
    ///     .truncate(after: 100).when(.download, times: 2),
    ///     .status(errorCode: .tooManyRequests).when(.upload))
    /// ```
    public struct Faults: Sendable {
        let list: FaultList
        private(set) var organization: String?

        /// The faults of one organization, the domain of its logins: what is set so happens to its requests alone.
        public func of(_ organization: String) -> Faults {
            Faults(list: list, organization: Organization.name(organization))
        }
    }

    /// The faults that are to happen.
    public var faults: Faults { Faults(list: service.faults) }
}

extension PyrusFilesServer.Faults {
    /// Puts these in the place of the list, unused.
    ///
    /// - Throws: ``ControlError`` that says which is none, and what would be right; nothing is changed then. There can be
    ///   1,000 in all.
    public func set(_ faults: [PyrusFilesServer.Fault]) throws(ControlError) { try put(faults.map(\.json)) }

    /// Puts these in the place of the list, unused.
    ///
    /// - Throws: ``ControlError``, see ``set(_:)-([PyrusFilesServer.Fault])``.
    public func set(_ faults: PyrusFilesServer.Fault...) throws(ControlError) { try set(faults) }

    /// The list in its order, each with how many requests it ``PyrusFilesServer/Fault/used``.
    public var all: [PyrusFilesServer.Fault] { list.entries(of: organization).map(PyrusFilesServer.Fault.init) }

    /// Removes all there are, and returns how many.
    @discardableResult
    public func removeAll() -> Int { list.removeAll(organization: organization) }

    func put(_ faults: [JSON]) throws(ControlError) {
        try checkOrganization(organization)
        var entries: [FaultEntry] = []
        for (index, json) in faults.enumerated() {
            do {
                entries.append(try FaultEntry(json, organization: organization))
            } catch {
                throw ControlError("faults[\(index)]: \(error.sentence)")
            }
        }
        try list.replace(with: entries, of: organization)
    }
}
