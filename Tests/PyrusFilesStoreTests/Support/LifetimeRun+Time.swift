import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// Steps in time: whole minutes, so that what falls due in real time does so long after the run.
extension LifetimeRun {
    mutating func moveClock(_ comment: Comment) async throws {
        let organization = Bool.random(using: &random) ? nil : Self.organizations.randomElement(using: &random)
        let source = model.source
        var clock = organization.flatMap { model.clocks[$0] } ?? model.server
        if Int.random(in: 0..<4, using: &random) == 0 {
            let frozen = !clock.isFrozen
            clock.freeze(frozen, source)
            try await move(organization, to: clock, comment) { store in
                try await store.setClock(of: organization, now: nil, frozen: frozen)
            }
        } else {
            let milliseconds = Int64.random(in: 0...1_000, using: &random) * 60_000
            clock.advance(by: milliseconds, source)
            try await move(organization, to: clock, comment) { store in
                try await store.advanceClock(of: organization, milliseconds: milliseconds)
            }
        }
    }

    /// The source goes on by itself; what is due is swept as the clock is touched next, or at the next start.
    mutating func passTime(_ comment: Comment) async throws {
        let minutes = Int64.random(in: 1...600, using: &random)
        test.time.pass(.seconds(minutes * 60))
        model.source += minutes * 60_000
        if Bool.random(using: &random) {
            try await restart()
            for organization in Self.organizations { _ = model.expire(organization) }
        } else {
            try await move(nil, to: model.server, comment) { store in
                try await store.advanceClock(of: nil, milliseconds: 0)
            }
        }
    }

    /// Changes a clock in both, and expects the same to fall due, of each organization in the same order, and of those
    /// that share a clock together.
    private mutating func move(
        _ organization: String?, to clock: ModelClock, _ comment: Comment,
        _ change: (Store) async throws -> ClockChange?
    ) async throws {
        if let organization { model.clocks[organization] = clock } else { model.server = clock }
        let owners = Dictionary(model.uploads.map { ($0.guid, $0.organization) }, uniquingKeysWith: { one, _ in one })
        var expected: Set<GUID> = []
        let moved = try #require(try await change(test.store))
        #expect(moved.now.milliseconds == clock.now(model.source), comment)
        for name in Self.organizations where organization == nil || name == organization {
            let gone = model.expire(name)
            expected.formUnion(gone)
            #expect(moved.expired.filter { owners[$0] == name } == gone, comment)
        }
        #expect(Set(moved.expired) == expected && moved.expired.count == expected.count, comment)
    }
}
