import PyrusFilesStore

extension PyrusFilesServer {
    /// Puts everything back to the start: data, also what its folder held at start, tokens, blocks, rate limits, journal
    /// and faults go, the clock is the real one, ids start anew, and what is there from the start is there again.
    ///
    /// - Parameter organization: the domain of its logins; then its data, clock, tokens, blocks, journal and faults alone.
    /// - Returns: how many uploads are gone, seeds not counted.
    @discardableResult
    public func reset(organization: String? = nil) async throws -> Int {
        let organization = organization.map { Organization.name($0) }
        try checkOrganization(organization)
        return try await service.reset(organization: organization)
    }
}

extension Service {
    func reset(organization: String?) async throws -> Int {
        let removed = try await store.reset(organization: organization)
        faults.removeAll(organization: organization)
        journal.removeAll(organization: organization, restartsIDs: true)
        return removed
    }
}
