public import PyrusFiles
public import PyrusFilesStore

extension PyrusFilesServer {
    /// A point in time as the service sees it, in milliseconds.
    public typealias Moment = PyrusFilesStore.Moment

    /// The clock that decides every time in the service (EXPIRY-05): the server's, or that of one organization.
    ///
    /// An organization reads the server's clock until its own is set or advanced. Time-outs of connections run on the
    /// system's time, whatever happens here.
    public struct Clock: Sendable {
        let store: Store
        private(set) var organization: String?

        /// The clock of one organization: the domain of its logins.
        public func of(_ organization: String) -> Clock {
            Clock(store: store, organization: Organization.name(organization))
        }
    }

    /// The server's clock.
    public var clock: Clock { Clock(store: service.store) }
}

extension PyrusFilesServer.Clock {
    /// The time there is.
    public var now: Moment { store.clock(of: organization).now }

    /// Whether it stands still.
    public var isFrozen: Bool { store.clock(of: organization).isFrozen }

    /// Sets the time, forward only, in whole seconds or finer. What falls due by it has happened when this returns.
    ///
    /// - Returns: the guids of the uploads that fell due, in the order in which they did (EXPIRY-01).
    /// - Throws: ``ControlError`` where the moment is past, or behind the year 9999.
    @discardableResult
    public func set(_ moment: Moment) async throws -> [GUID] { try await change(now: moment, frozen: nil).expired }

    /// Has the time stand still from now on, or from a later moment.
    ///
    /// - Returns: the guids of the uploads that fell due.
    /// - Throws: ``ControlError`` where the moment is past, or behind the year 9999.
    @discardableResult
    public func freeze(at moment: Moment? = nil) async throws -> [GUID] {
        try await change(now: moment, frozen: true).expired
    }

    /// Has the time go on, from where it stood.
    public func unfreeze() async throws { _ = try await change(now: nil, frozen: false) }

    /// Moves the time on, in milliseconds at the finest. What falls due by it has happened when this returns.
    ///
    /// - Returns: the guids of the uploads that fell due, in the order in which they did (EXPIRY-01).
    /// - Throws: ``ControlError`` where the duration is negative, or leads behind the year 9999.
    @discardableResult
    public func advance(by duration: Duration) async throws -> [GUID] {
        guard let change = try await advance(milliseconds: duration.wholeMilliseconds) else {
            throw ControlError("A clock is advanced by a time from 0 on, up to the year 9999.")
        }
        return change.expired
    }

    /// `nil`, and nothing is changed, where that is no time to advance by.
    func advance(milliseconds: Int64) async throws -> ClockChange? {
        try checkOrganization(organization)
        return try await store.advanceClock(of: organization, milliseconds: milliseconds)
    }

    func change(now moment: Moment?, frozen: Bool?) async throws -> ClockChange {
        try checkOrganization(organization)
        guard moment ?? .latest <= .latest else { throw ControlError("\"now\" can't be past the year 9999.") }
        guard let change = try await store.setClock(of: organization, now: moment, frozen: frozen) else {
            throw ControlError("The clock goes forward only: \"now\" can't be before \(now.text).")
        }
        return change
    }
}

/// - Throws: where the name of an organization is empty.
func checkOrganization(_ name: String?) throws(ControlError) {
    guard name != "" else { throw ControlError("\"organization\" has to name one: the domain of a login.") }
}
