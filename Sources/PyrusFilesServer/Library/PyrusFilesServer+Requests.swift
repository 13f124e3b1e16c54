import PyrusFilesStore

extension PyrusFilesServer {
    /// The journal: what clients sent, and what became of it. Of all organizations, or of one.
    ///
    /// It keeps the newest 1,000 requests of each organization and of none, and 100,000 in all. Bodies are never kept,
    /// nor are tokens and keys. The control API's own requests are no part of it.
    public struct Requests: Sendable {
        let journal: Journal
        private(set) var organization: String?

        /// The requests of one organization: the domain of its logins.
        public func of(_ organization: String) -> Requests {
            Requests(journal: journal, organization: Organization.name(organization))
        }
    }

    /// The journal.
    public var requests: Requests { Requests(journal: service.journal) }
}

extension PyrusFilesServer.Requests {
    /// The requests that came, oldest first. One that is under way has no status yet.
    ///
    /// - Parameters:
    ///   - method: those of this method alone, whatever its case.
    ///   - path: those whose path, without the query, is of this pattern: `*` stands for any run of characters, slashes
    ///     too, and `?` for one character.
    ///   - status: those that were answered so.
    public func all(method: String? = nil, path: String? = nil, status: Int? = nil) -> [JournalEntry] {
        contents(method: method, path: path, status: status).entries
    }

    /// How many fell out of the journal, for newer ones.
    public var dropped: Int { journal.contents(organization: organization).dropped }

    /// Removes all there are, and returns how many.
    @discardableResult
    public func removeAll() -> Int { journal.removeAll(organization: organization) }

    func contents(method: String?, path: String?, status: Int?) -> (entries: [JournalEntry], dropped: Int) {
        let method = method?.uppercased()
        let path = path.map { PathGlob($0) }
        let (entries, dropped) = journal.contents(organization: organization)
        let matching = entries.filter { entry in
            (method == nil || entry.method == method) && (status == nil || entry.status == status)
                && (path?.matches(entry.path) ?? true)
        }
        return (matching, dropped)
    }
}
