extension Duration {
    /// The longest duration that ``init(pyrusText:)`` reads: 36,500 days.
    public static let longestPyrusText: Duration = .seconds(36_500 * 86_400)

    /// Reads a count and a unit: `90s`, `15m`, `24h`, `7d`.
    ///
    /// Digits are ASCII, the unit is lower-case, nothing stands around or between them. Zero, a negative number,
    /// anything over 36,500 days and every other text is nil. `never` and `off` are words of the caller's.
    public init?(pyrusText text: some StringProtocol) {
        let utf8 = Array(text.utf8)
        guard let unit = utf8.last, let secondsPerUnit = Self.secondsPerUnit[unit] else { return nil }
        let longest = Self.longestPyrusText.components.seconds / secondsPerUnit
        guard let count = DecimalDigits.value(of: utf8.dropLast(), atMost: longest), count > 0 else { return nil }
        self = .seconds(count * secondsPerUnit)
    }

    /// The shortest form that ``init(pyrusText:)`` reads back, one day being `24h`; a part of a second counts as one.
    public var pyrusText: String {
        let (whole, attoseconds) = components
        let seconds = attoseconds > 0 && whole < .max ? whole + 1 : whole
        switch seconds {
        case 0: return "0s"
        case let days where days.isMultiple(of: 86_400) && days != 86_400: return "\(days / 86_400)d"
        case let hours where hours.isMultiple(of: 3_600): return "\(hours / 3_600)h"
        case let minutes where minutes.isMultiple(of: 60): return "\(minutes / 60)m"
        default: return "\(seconds)s"
        }
    }

    private static let secondsPerUnit: [UInt8: Int64] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3_600, UInt8(ascii: "d"): 86_400,
    ]
}
