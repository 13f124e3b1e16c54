import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("The clock")
struct ClockTests {
    let time = ManualTime()
    let start = ManualTime.start

    @Test("runs with its source, and ahead of it once advanced (EXPIRY-05)")
    func advances() {
        let clock = time.clock()
        #expect(clock.now == start)
        time.pass(.seconds(5))
        #expect(clock.now == start.advanced(by: .seconds(5)))
        #expect(clock.advance(milliseconds: 90_000_001) == start.advanced(by: .milliseconds(90_005_001)))
        time.pass(.seconds(1))
        #expect(clock.now == start.advanced(by: .milliseconds(90_006_001)))
        #expect(clock.advance(milliseconds: 0) == clock.now)
        #expect(!clock.isFrozen)
    }

    @Test("is set forward only, and to the present")
    func isSet() {
        let clock = time.clock()
        #expect(clock.set(now: start.advanced(by: .milliseconds(-1)), frozen: true) == nil)
        #expect(!clock.isFrozen)
        #expect(clock.set(now: start, frozen: nil) == start)
        // Times are shown in whole seconds: the one just read can be set.
        time.pass(.milliseconds(999))
        #expect(clock.set(now: start, frozen: nil) == start.advanced(by: .milliseconds(999)))
        time.pass(.milliseconds(-999))
        let later = start.advanced(by: .seconds(1_000))
        #expect(clock.set(now: later, frozen: nil) == later)
        #expect(clock.set(now: start, frozen: nil) == nil)
        time.pass(.seconds(1))
        #expect(clock.now == later.advanced(by: .seconds(1)))
    }

    @Test("stands still while frozen, can be moved then, and goes on from there")
    func freezes() {
        let clock = time.clock()
        #expect(clock.set(now: nil, frozen: true) == start)
        time.pass(.seconds(60))
        #expect(clock.now == start)
        #expect(clock.isFrozen)
        let later = start.advanced(by: .seconds(10))
        #expect(clock.advance(milliseconds: 10_000) == later)
        #expect(clock.set(now: start, frozen: nil) == nil)
        #expect(clock.set(now: nil, frozen: true) == later)
        #expect(clock.set(now: nil, frozen: false) == later)
        time.pass(.seconds(2))
        #expect(clock.now == later.advanced(by: .seconds(2)))
        let latest = later.advanced(by: .seconds(100))
        #expect(clock.set(now: latest, frozen: true) == latest)
        time.pass(.seconds(1))
        #expect(clock.set(now: latest.advanced(by: .seconds(1)), frozen: false) == latest.advanced(by: .seconds(1)))
        #expect(!clock.isFrozen)
    }

    @Test("refuses to go back or past its last moment, and stays as it is", arguments: [false, true])
    func refusesOverflow(frozen: Bool) {
        let clock = time.clock()
        _ = clock.set(now: nil, frozen: frozen)
        let toLast = Moment.latest.milliseconds - start.milliseconds
        for milliseconds in [-1, .min, .max, toLast + 1] as [Int64] {
            #expect(clock.advance(milliseconds: milliseconds) == nil)
        }
        for milliseconds in [.max, .min, Moment.latest.milliseconds + 1] as [Int64] {
            #expect(clock.set(now: Moment(milliseconds: milliseconds), frozen: nil) == nil)
        }
        #expect(clock.now == start)
        #expect(clock.advance(milliseconds: toLast) == .latest)
        #expect(clock.advance(milliseconds: 1) == nil)
        #expect(clock.now.text == "9999-12-31T23:59:59Z")
    }

    @Test("keeps what it was set to with the data", arguments: [false, true])
    func isKept(frozen: Bool) async throws {
        let first = try TestStore(time: time)
        _ = try await first.store.advanceClock(of: nil, milliseconds: 86_400_000)
        _ = try await first.store.setClock(of: nil, now: nil, frozen: frozen)
        let second = try await first.reopened()
        time.pass(.seconds(3))
        #expect(second.store.clocks.server.isFrozen == frozen)
        #expect(second.store.clocks.server.now == start.advanced(by: .seconds(frozen ? 86_400 : 86_403)))
        _ = try await second.store.setClock(of: nil, now: nil, frozen: false)
        let third = try await second.reopened()
        #expect(!third.store.clocks.server.isFrozen)
    }

    @Test("a clock that nobody touched follows its source after a restart")
    func followsSource() async throws {
        let first = try TestStore(time: time)
        let second = try await first.reopened()
        time.pass(.seconds(3))
        #expect(second.store.clocks.server.now == start.advanced(by: .seconds(3)))
    }

    @Test("what is past the range of a moment or of milliseconds is cut to it")
    func cutsMoments() {
        for duration in [Duration.milliseconds(1), .seconds(Int64.max), .zero] {
            #expect(Moment(milliseconds: .max).advanced(by: duration) == Moment(milliseconds: .max))
        }
        #expect(Duration.seconds(Int64.max).wholeMilliseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeMilliseconds == .min)
        #expect(Duration.microseconds(1_999).wholeMilliseconds == 1)
    }

    @Test(
        "a moment is written in UTC without fractions, rounded down (ATTACH-07)",
        arguments: [
            (Int64(0), "1970-01-01T00:00:00Z"), (999, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (-1_000, "1969-12-31T23:59:59Z"), (1_502_983_931_999, "2017-08-17T15:32:11Z"),
        ])
    func writesMoments(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).text == text)
    }
}
