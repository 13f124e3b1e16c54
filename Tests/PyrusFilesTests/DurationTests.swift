import PyrusFiles
import TestSupport
import Testing

@Suite("Durations and rates as text")
struct DurationTests {
    @Test(
        "reads a count and a unit",
        arguments: [
            ("1s", 1), ("90s", 90), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("007d", 604_800),
            ("36500d", 3_153_600_000), ("3153600000s", 3_153_600_000),
        ])
    func reading(text: String, seconds: Int64) {
        #expect(Duration(pyrusText: text) == .seconds(seconds))
    }

    @Test(
        "refuses every other text",
        arguments: [
            "", "s", "90", "0s", "-1s", "+1s", "1.5h", "1 s", " 1s", "1s ", "1S", "1w", "1ms", "1h30m", "never", "off",
            "٣s",
            "1s\u{301}", "36501d", "3153600001s", "99999999999999999999s", "9223372036854775807d",
            "9223372036854775808s",
            String(repeating: "9", count: 10_000) + "d",
        ])
    func refusing(text: String) {
        #expect(Duration(pyrusText: text) == nil)
    }

    @Test(
        "writes the shortest form",
        arguments: [
            (1, "1s"), (60, "1m"), (90, "90s"), (600, "10m"), (3_600, "1h"), (86_400, "24h"), (90_000, "25h"),
            (172_800, "2d"), (604_800, "7d"), (0, "0s"),
        ] as [(Int64, String)])
    func writing(seconds: Int64, text: String) {
        #expect(Duration.seconds(seconds).pyrusText == text)
    }

    @Test("writes a part of a second as a whole one")
    func roundingUp() {
        #expect(Duration.milliseconds(1).pyrusText == "1s")
        #expect(Duration.milliseconds(59_001).pyrusText == "1m")
    }

    @Test("reads back what it writes")
    func roundTrip() {
        var generator = SeededGenerator()
        for _ in 0..<2_000 {
            let duration = Duration.seconds(Int64.random(in: 1...3_153_600_000, using: &generator))
            #expect(Duration(pyrusText: duration.pyrusText) == duration, "seed \(generator.seed)")
        }
    }

    @Test("reads a rate, and writes it as it was")
    func rate() throws {
        let rate = try #require(RateLimit(parsing: "5000/10m"))
        #expect(rate == RateLimit(requests: 5_000, window: .seconds(600)))
        #expect(rate.description == "5000/10m")
        #expect(RateLimit(parsing: "1000000000/1s")?.requests == 1_000_000_000)
    }

    @Test(
        "refuses every other rate",
        arguments: [
            "", "/", "5000", "5000/", "/10m", "0/10m", "-1/10m", "5000/0s", "5000/10", "5000/10m/1", "5000 / 10m",
            "off",
            "1000000001/1s", "99999999999999999999/1s",
        ])
    func badRate(text: String) {
        #expect(RateLimit(parsing: text) == nil)
    }
}
