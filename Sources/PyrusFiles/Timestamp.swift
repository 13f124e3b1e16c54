/// Dates as the service writes them: UTC, whole seconds, `2017-08-17T15:32:11Z` (ATTACH-07).
public enum Timestamp {
    /// Seconds since 1970 that four digits of a year can say: 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
    public static let range: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// The date in UTC; a second outside ``range`` is written as the nearest one in it.
    public static func text(secondsSince1970 seconds: Int64) -> String {
        let seconds = min(max(seconds, range.lowerBound), range.upperBound)
        let (days, second) = seconds.quotientAndRemainder(flooredBy: 86_400)
        let date = CivilDate(daysSince1970: days)
        let fields = [
            (date.year, 4, "-"), (date.month, 2, "-"), (date.day, 2, "T"),
            (second / 3_600, 2, ":"), (second / 60 % 60, 2, ":"), (second % 60, 2, "Z"),
        ]
        return fields.map { value, width, separator in
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits + separator
        }.joined()
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`; a fraction of a second is dropped, and `+00:00` may stand for `Z`.
    ///
    /// Other offsets, other forms, dates that do not exist and leap seconds are nil.
    public static func parse(_ text: some StringProtocol) -> Int64? {
        let utf8 = Array(text.utf8)
        guard utf8.count >= 20, utf8.count <= 40, isSuffix(utf8[19...]) else { return nil }
        let separators: [(Int, Character)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
        guard separators.allSatisfy({ offset, mark in utf8[offset] == mark.asciiValue }) else { return nil }
        guard let year = DecimalDigits.value(of: utf8[0..<4], atMost: 9_999),
            let month = DecimalDigits.value(of: utf8[5..<7], atMost: 12),
            let day = DecimalDigits.value(of: utf8[8..<10], atMost: 31),
            let hour = DecimalDigits.value(of: utf8[11..<13], atMost: 23),
            let minute = DecimalDigits.value(of: utf8[14..<16], atMost: 59),
            let second = DecimalDigits.value(of: utf8[17..<19], atMost: 59)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        // A date that does not exist, such as 30 February, is another one once it has been counted out.
        guard CivilDate(daysSince1970: date.daysSince1970) == date else { return nil }
        return date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// `Z` or `+00:00`, with or without a fraction before it.
    private static func isSuffix(_ suffix: ArraySlice<UInt8>) -> Bool {
        var rest = suffix
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0.decimalValue != nil }
            guard !digits.isEmpty else { return false }
            rest = rest[digits.endIndex...]
        }
        return rest.elementsEqual("Z".utf8) || rest.elementsEqual("+00:00".utf8)
    }
}

/// A day of the proleptic Gregorian calendar.
private struct CivilDate: Equatable {
    var year: Int64
    var month: Int64
    var day: Int64
}

extension CivilDate {
    // Years are counted from March, so that the leap day is a year's last; 400 of them always have 146,097 days.
    private static let daysOf400Years: Int64 = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let epoch: Int64 = 719_468

    init(daysSince1970 days: Int64) {
        let (era, dayOfEra) = (days + Self.epoch).quotientAndRemainder(flooredBy: Self.daysOf400Years)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    var daysSince1970: Int64 {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = yearFromMarch.quotientAndRemainder(flooredBy: 400)
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysOf400Years + dayOfEra - Self.epoch
    }
}

extension Int64 {
    /// Division that rounds down, so that the remainder of a positive divisor is never negative.
    fileprivate func quotientAndRemainder(flooredBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
