import NIOCore
import PyrusFiles
import Testing

@testable import PyrusFilesServer

/// The state machine of deadlines, with a time that is made up: seconds since 1,000.
@Suite("Connection deadlines")
struct ConnectionDeadlinesTests {
    private static let limits: Limits = {
        var limits = Limits()
        limits.headDeadline = .seconds(10)
        limits.bodyIdleDeadline = .seconds(20)
        limits.bodyRateWindow = .seconds(30)
        limits.minimumBodyRate = 100
        limits.keepAliveDeadline = .seconds(40)
        return limits
    }()

    private var deadlines: ConnectionDeadlines = .init(limits: Self.limits, now: Self.at(0))

    private static func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(1_000 + seconds) }
    private func at(_ seconds: Int64) -> NIODeadline { Self.at(seconds) }

    @Test("a new connection owes a head")
    mutating func fresh() {
        #expect(deadlines.isAtRest)
        #expect(deadlines.next == at(10))
        expectLapse(nil, at: 9)
        expectLapse(.head, at: 10)
    }

    @Test("a head that trickles in is held to its first byte")
    mutating func tricklingHead() {
        deadlines.received(1, at: at(5))
        #expect(!deadlines.isAtRest)
        for second in 6...14 {
            deadlines.reads(at: at(Int64(second)))
            deadlines.received(1, at: at(Int64(second)))
        }
        #expect(deadlines.next == at(15))
        expectLapse(.head, at: 15)
    }

    @Test("a body is held to its last byte while the server reads")
    mutating func idleBody() {
        headArrives(at: 1)
        #expect(deadlines.next == nil, "the server does not read yet")
        deadlines.reads(at: at(2))
        #expect(deadlines.next == at(22))
        expectLapse(nil, at: 21)
        expectLapse(.body, at: 22)
    }

    @Test("time in which the server does not read is not the client's")
    mutating func backPressure() {
        headArrives(at: 1)
        deadlines.reads(at: at(2))
        deadlines.received(10, at: at(3))
        #expect(deadlines.next == nil)
        expectLapse(nil, at: 1_000)
        deadlines.reads(at: at(1_000))
        #expect(deadlines.next == at(1_020))
    }

    @Test(
        "a body has to keep its rate over each window, however small the pieces it comes in",
        arguments: [(103, ConnectionDeadlines.Lapse.body), (104, nil)])
    mutating func rate(bytesPerSecond: Int, lapse: ConnectionDeadlines.Lapse?) {
        headArrives(at: 0)
        for second in 0...29 {
            if second > 0 { deadlines.received(bytesPerSecond, at: at(Int64(second))) }
            deadlines.reads(at: at(Int64(second)))
        }
        #expect(deadlines.next == at(30))
        expectLapse(lapse, at: 30)
        guard lapse == nil else { return }
        #expect(deadlines.next == at(49), "a new window, and 20 seconds from the last byte")
    }

    @Test("a pause of the server's makes the window of the rate longer")
    mutating func rateOverPause() {
        headArrives(at: 0)
        deadlines.reads(at: at(0))
        deadlines.received(1_000, at: at(10))
        deadlines.reads(at: at(100))
        #expect(deadlines.next == at(120))
        deadlines.received(2_000, at: at(110))
        deadlines.reads(at: at(110))
        expectLapse(nil, at: 120)
    }

    @Test("an answer under way has no deadline, the rest behind it has")
    mutating func answering() {
        headArrives(at: 1)
        deadlines.bodyArrived(at: at(2))
        #expect(deadlines.unanswered == 1)
        #expect(deadlines.next == nil)
        expectLapse(nil, at: 1_000)
        deadlines.answered(at: at(1_000))
        #expect(deadlines.isAtRest)
        #expect(deadlines.next == at(1_040))
        expectLapse(.rest, at: 1_040)
    }

    @Test("of two requests behind each other the first answer starts no rest")
    mutating func pipelined() {
        headArrives(at: 1)
        deadlines.bodyArrived(at: at(1))
        headArrives(at: 1)
        deadlines.bodyArrived(at: at(1))
        deadlines.answered(at: at(5))
        #expect(!deadlines.isAtRest)
        #expect(deadlines.next == nil)
        deadlines.answered(at: at(6))
        #expect(deadlines.next == at(46))
    }

    @Test("an answer more than there were requests is none")
    mutating func surplus() {
        deadlines.answered(at: at(1))
        headArrives(at: 2)
        #expect(deadlines.unanswered == 1)
    }

    private mutating func expectLapse(
        _ expected: ConnectionDeadlines.Lapse?, at second: Int64, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let lapse = deadlines.lapse(at: at(second))
        #expect(lapse == expected, sourceLocation: sourceLocation)
    }

    private mutating func headArrives(at second: Int64) {
        deadlines.received(100, at: at(second))
        deadlines.headArrived(at: at(second))
    }
}
