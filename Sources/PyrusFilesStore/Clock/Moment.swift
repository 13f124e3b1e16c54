import PyrusFiles

/// A point in time as the service sees it: whole milliseconds since 1970 in UTC.
///
/// The store keeps times in this unit, so that they compare as integers in SQL and read as such in the `sqlite3` shell.
public struct Moment: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// ISO 8601 in UTC, without fractions (ATTACH-07).
    public var text: String {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        return Timestamp.text(secondsSince1970: remainder < 0 ? quotient - 1 : quotient)
    }

    /// The moment `duration` later, or the last one there is if that is past the range of the type.
    public func advanced(by duration: Duration) -> Moment {
        let (sum, overflow) = milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        return Moment(milliseconds: overflow ? .max : sum)
    }

    /// Whether one is earlier than the other.
    public static func < (one: Moment, other: Moment) -> Bool {
        one.milliseconds < other.milliseconds
    }
}

extension Duration {
    /// This duration in milliseconds, cut to the range of `Int64`.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, over) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return over ? (seconds < 0 ? .min : .max) : sum
    }
}
