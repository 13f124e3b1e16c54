import PyrusFiles
import TestSupport
import Testing

@Suite("Dates")
struct TimestampTests {
    @Test(
        "writes and reads dates that are known",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_502_983_931, "2017-08-17T15:32:11Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
            (2_147_483_647, "2038-01-19T03:14:07Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (-62_162_121_600, "0000-02-29T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func known(seconds: Int64, text: String) {
        #expect(Timestamp.text(secondsSince1970: seconds) == text)
        #expect(Timestamp.parse(text) == seconds)
    }

    @Test("reads back every day of 401 years, each the next of the one before")
    func everyDay() throws {
        // The calendar repeats itself every 400 years: the rest is left to random seconds.
        let first = try #require(Timestamp.parse("1900-01-01T00:00:00Z"))
        let last = try #require(Timestamp.parse("2300-12-31T00:00:00Z"))
        #expect((last - first) / 86_400 == 146_097 + 364)
        var previous = ""
        for seconds in stride(from: first, through: last, by: 86_400) {
            let text = Timestamp.text(secondsSince1970: seconds)
            guard Timestamp.parse(text) == seconds, text > previous else {
                Issue.record("\(seconds) is \(text), behind \(previous)")
                return
            }
            previous = text
        }
        #expect(previous == "2300-12-31T00:00:00Z")
    }

    @Test("reads back any second")
    func anySecond() {
        var generator = SeededGenerator()
        for _ in 0..<20_000 {
            let seconds = Int64.random(in: Timestamp.range, using: &generator)
            #expect(Timestamp.parse(Timestamp.text(secondsSince1970: seconds)) == seconds, "seed \(generator.seed)")
        }
    }

    @Test("writes a second beyond four digits of a year as the last there is, and never traps")
    func beyond() {
        #expect(Timestamp.text(secondsSince1970: .max) == "9999-12-31T23:59:59Z")
        #expect(Timestamp.text(secondsSince1970: .min) == "0000-01-01T00:00:00Z")
    }

    @Test(
        "drops a fraction, and takes +00:00 for Z",
        arguments: [
            "1970-01-01T00:00:01.000Z", "1970-01-01T00:00:01.9999999Z", "1970-01-01T00:00:01+00:00",
            "1970-01-01T00:00:01.5+00:00",
        ])
    func otherForms(text: String) {
        #expect(Timestamp.parse(text) == 1)
    }

    @Test(
        "refuses dates that do not exist, and every other form",
        arguments: [
            "", "Z", "2017-08-17", "2017-08-17T15:32:11", "2017-08-17 15:32:11Z", "2017-08-17T15:32Z",
            "17-08-17T15:32:11Z",
            "2017-13-01T00:00:00Z", "2017-00-01T00:00:00Z", "2017-01-00T00:00:00Z", "2017-02-29T00:00:00Z",
            "2100-02-29T00:00:00Z", "2017-04-31T00:00:00Z", "2017-01-32T00:00:00Z", "2017-08-17T24:00:00Z",
            "2017-08-17T15:60:11Z", "2016-12-31T23:59:60Z", "2017-08-17T15:32:11+03:00", "2017-08-17T15:32:11.Z",
            "2017-08-17T15:32:11.5", "2017-08-17T15:32:11Zx", "-017-08-17T15:32:11Z", "2017-+8-17T15:32:11Z",
            "٢٠١٧-08-17T15:32:11Z", "2017-08-17T15:32:11.\(String(repeating: "1", count: 1_000))Z",
        ])
    func refusing(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }
}
