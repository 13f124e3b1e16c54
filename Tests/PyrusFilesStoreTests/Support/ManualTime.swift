import PyrusFilesStore
import Synchronization

/// A source of time that stands where a test puts it.
final class ManualTime: Sendable {
    /// 2020-01-01T00:00:00Z.
    static let start = Moment(milliseconds: 1_577_836_800_000)

    private let time = Mutex(ManualTime.start)

    /// A clock that follows this source; `companion` lives as long as it does.
    func clock(with companion: (any Sendable)? = nil) -> ServiceClock {
        ServiceClock { [companion] in
            withExtendedLifetime(companion) { self.time.withLock { $0 } }
        }
    }

    func pass(_ duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }
}
