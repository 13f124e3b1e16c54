import GRDB
import Synchronization

/// The clock of each organization: the server's, until it is given its own (EXPIRY-05).
///
/// Organizations go by their names here, so that one can be given its time before anybody of it was seen.
public final class OrganizationClocks: Sendable {
    /// The server's own.
    public let server: ServiceClock
    private let own = Mutex<[String: ServiceClock]>([:])

    init(server: ServiceClock) {
        self.server = server
    }

    /// The clock that an organization reads; without a name, the server's.
    public func clock(of organization: String?) -> ServiceClock {
        organization.flatMap { name in own.withLock { $0[name] } } ?? server
    }

    /// What all of them are set to, the server's under the empty name.
    var settings: [String: ServiceClock.Setting] {
        get {
            own.withLock { $0.mapValues(\.setting) }.merging(["": server.setting]) { own, _ in own }
        }
        set {
            own.withLock { own in
                own = newValue.filter { !$0.key.isEmpty }.mapValues { server.sibling(set: $0) }
            }
            server.setting = newValue[""] ?? ServiceClock.Setting()
        }
    }

    /// What all of them read, the server's under the empty name; assigning makes them go on from there.
    var readings: [ClockReading] {
        get {
            settings.keys.sorted().map { name in
                let clock = name.isEmpty ? server : clock(of: name)
                return ClockReading(organization: name, now: clock.now, isFrozen: clock.isFrozen)
            }
        }
        set {
            settings = Dictionary(
                newValue.map { reading in
                    var setting = ServiceClock.Setting()
                    setting.offset = server.offset(toRead: reading.now)
                    if reading.isFrozen { setting.frozenAt = reading.now }
                    return (reading.organization, setting)
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Changes the server's clock, or an organization's, which is its own from then on. `nil`, and nothing is changed,
    /// where `body` returns it.
    func change<Value>(_ organization: String?, _ body: (ServiceClock) -> Value?) -> Value? {
        guard let organization else { return body(server) }
        return own.withLock { own in
            let clock = own[organization] ?? server.sibling(set: server.setting)
            guard let value = body(clock) else { return nil }
            own[organization] = clock
            return value
        }
    }

    /// What the server's clock, or an organization's own, is set to; `nil` where it has none of its own. Assigning `nil`
    /// lets it read the server's again.
    subscript(organization: String?) -> ServiceClock.Setting? {
        get {
            guard let organization else { return server.setting }
            return own.withLock { $0[organization]?.setting }
        }
        set {
            guard let organization else { return server.setting = newValue ?? ServiceClock.Setting() }
            own.withLock { $0[organization] = newValue.map { server.sibling(set: $0) } }
        }
    }

    /// Runs a transaction that changes clocks, too. Where it fails, they are set as before, on the database's own thread:
    /// nobody comes between whose change would be undone with it.
    func inTransaction(_ db: Database, _ body: () throws -> Void) throws {
        let before = settings
        do {
            try db.inTransaction(.immediate) {
                try body()
                return .commit
            }
        } catch {
            settings = before
            throw error
        }
    }

    func restore(_ db: Database) throws {
        var settings: [String: ServiceClock.Setting] = [:]
        for row in try db.rows("SELECT organization, offset, frozen_at FROM clock") {
            var setting = ServiceClock.Setting()
            setting.offset = row["offset"]
            setting.frozenAt = (row["frozen_at"] as Int64?).map(Moment.init(milliseconds:))
            settings[row["organization"]] = setting
        }
        if !settings.isEmpty { self.settings = settings }
    }

    func save(_ db: Database) throws {
        try db.run("DELETE FROM clock")
        for organization in settings.keys { try save(organization.isEmpty ? nil : organization, db) }
    }

    /// Saves one.
    func save(_ organization: String?, _ db: Database) throws {
        guard let setting = self[organization] else {
            return try db.run("DELETE FROM clock WHERE organization = ?", [organization])
        }
        try db.run(
            "INSERT OR REPLACE INTO clock (organization, offset, frozen_at) VALUES (?, ?, ?)",
            [organization ?? "", setting.offset, setting.frozenAt?.milliseconds])
    }
}

/// What a clock reads, and whether it stands still.
struct ClockReading: Sendable {
    /// Whose it is; empty for the server's.
    let organization: String
    let now: Moment
    let isFrozen: Bool
}
