import GRDB
public import PyrusFiles

/// What a change of a clock came to.
public struct ClockChange: Sendable, Equatable {
    /// The time there is now.
    public let now: Moment
    /// Uploads that fell due, in the order in which they did.
    public let expired: [GUID]
}

/// The clocks' settings are kept with the data: times already given out would make no sense without them.
extension Store {
    /// The clock that an organization reads; without a name, the server's (EXPIRY-05).
    public func clock(of organization: String?) -> ServiceClock {
        clocks.clock(of: organization)
    }

    func now(in organization: Organization) -> Moment {
        clocks.clock(of: organization.name).now
    }

    /// Moves a clock on. All that falls due has happened when it returns, and its space is given back (EXPIRY-05).
    ///
    /// - Parameter organization: whose clock; it is that organization's own from then on. Without one, the server's.
    /// - Returns: `nil`, and nothing is changed, where the number is negative or leads past `Moment.latest`.
    public func advanceClock(of organization: String?, milliseconds: Int64) async throws -> ClockChange? {
        try await changeClock(of: organization) { $0.advance(milliseconds: milliseconds) }
    }

    /// Sets a clock, forward only, and whether it stands still from now on; what is `nil` stays as it is.
    ///
    /// - Returns: `nil`, and nothing is changed, where `moment` lies before the present or past `Moment.latest`.
    public func setClock(of organization: String?, now moment: Moment?, frozen: Bool?) async throws -> ClockChange? {
        try await changeClock(of: organization) { $0.set(now: moment, frozen: frozen) }
    }

    private func changeClock(
        of organization: String?, _ body: @escaping @Sendable (ServiceClock) -> Moment?
    ) async throws -> ClockChange? {
        let change = try await exclusively { db in
            var change: (Moment, Expiry)?
            try self.clocks.inTransaction(db) {
                guard let now = self.clocks.change(organization, body) else { return }
                try self.clocks.save(organization, db)
                change = (now, try self.expire(try self.organizations(organization, db), db))
            }
            return change
        }
        guard let (now, expiry) = change else { return nil }
        discard(expiry.contents)
        await reclaimed()
        await planSweep()
        return ClockChange(now: now, expired: expiry.guids)
    }
}
