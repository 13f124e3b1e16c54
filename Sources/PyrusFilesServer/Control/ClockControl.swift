import PyrusFiles
import PyrusFilesStore

/// The clock: read, set, frozen, advanced (EXPIRY-05).
struct ClockControl: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        [
            .control(.get, "clock") { _ in clock },
            .control(.put, "clock", set),
            .control(.post, "clock/advance", advance),
        ]
    }

    private var clock: JSON {
        ["now": .string(service.store.clock.now.text), "frozen": .bool(service.store.clock.isFrozen)]
    }

    @Sendable private func set(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["now", "frozen"])
        let text = try body.string("now")
        let seconds = text.flatMap { Timestamp.parse($0) }
        guard text == nil || seconds != nil else {
            throw ControlError("\"now\" has to be a time such as 2026-01-31T12:00:00Z.")
        }
        let moment = seconds.map { Moment(milliseconds: $0 * 1_000) }
        guard service.store.clock.set(now: moment, frozen: try body.bool("frozen")) != nil else {
            throw ControlError("The clock goes forward only: \"now\" can't be before \(service.store.clock.now.text).")
        }
        try await service.store.saveClock()
        return clock
    }

    @Sendable private func advance(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["seconds"])
        guard let seconds = try body.integer("seconds"), (0...Self.mostSeconds).contains(seconds),
            service.store.clock.advance(milliseconds: seconds * 1_000) != nil
        else { throw ControlError("\"seconds\" has to be a number from 0 on, up to the year 9999.") }
        try await service.store.saveClock()
        return clock
    }

    private static let mostSeconds: Int64 = 300_000_000_000
}
