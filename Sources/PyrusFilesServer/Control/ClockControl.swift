import PyrusFiles
import PyrusFilesStore

/// The clocks, the server's and each organization's: read, set, frozen, advanced (EXPIRY-05).
struct ClockControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .control(.get, "clock", query: ["organization"]) { call in json(of: call.organization) },
            .control(.put, "clock", query: ["organization"], takesBody: true, set),
            .control(.post, "clock/advance", query: ["organization"], takesBody: true, advance),
        ]
    }

    @Sendable private func set(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["now", "frozen"])
        let text = try body.string("now")
        let seconds = text.flatMap { Timestamp.parse($0) }
        guard text == nil || seconds != nil else {
            throw ControlError("\"now\" has to be a time such as 2026-01-31T12:00:00Z.")
        }
        let moment = seconds.map { Moment(milliseconds: $0 * 1_000) }
        let frozen = try body.bool("frozen")
        guard moment != nil || frozen != nil else {
            throw ControlError("\"now\" or \"frozen\" is needed: what the clock is to be set to.")
        }
        return json(of: call.organization, try await clock(of: call.organization).change(now: moment, frozen: frozen))
    }

    @Sendable private func advance(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["seconds"])
        guard let seconds = try body.integer("seconds"), (0...Self.mostSeconds).contains(seconds),
            let change = try await clock(of: call.organization).advance(milliseconds: seconds * 1_000)
        else { throw ControlError("\"seconds\" has to be a whole number from 0 on, up to the year 9999.") }
        return json(of: call.organization, change)
    }

    private func clock(of organization: String?) -> PyrusFilesServer.Clock {
        PyrusFilesServer.Clock(store: service.store, organization: organization)
    }

    /// How a clock stands, and what a change of it let fall due.
    private func json(of organization: String?, _ change: ClockChange? = nil) -> JSON {
        let clock = clock(of: organization)
        var members: [JSON.Member] = [
            JSON.Member("now", .string((change?.now ?? clock.now).text)), JSON.Member("frozen", .bool(clock.isFrozen)),
        ]
        if let change {
            members.append(JSON.Member("expired", .array(change.expired.map { .string($0.description) })))
        }
        return .object(members)
    }

    private static let mostSeconds: Int64 = 300_000_000_000
}
