import PyrusFilesStore
import Synchronization

/// The date of an answer in the form that HTTP prescribes: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Answers within a second have one date, written once.
    private static let last = Mutex((start: Int64.min, text: ""))

    static func text(_ moment: Moment) -> String {
        let milliseconds = moment.milliseconds
        let start = milliseconds &- (milliseconds % 1_000 + 1_000) % 1_000
        return last.withLock { last in
            if last.start != start { last = (start, written(moment)) }
            return last.text
        }
    }

    private static func written(_ moment: Moment) -> String {
        // 1970 began on a Thursday.
        let day = moment.milliseconds.quotientAndRemainder(dividingBy: 86_400_000).quotient % 7
        let parts = moment.text.split { "-T:Z".contains($0) }
        guard parts.count == 6, let month = Int(parts[1]), months.indices.contains(month - 1), day >= 0 else {
            return ""
        }
        return "\(days[Int(day)]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
    }
}
