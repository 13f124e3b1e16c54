import PyrusFiles
import PyrusFilesStore
import Synchronization

/// Counts the requests of each user in fixed windows, each from the user's first request in it (LIMIT-01).
final class RateLimiter: Sendable {
    /// How a user stands: what the answer's headers say.
    struct Standing: Sendable, Equatable {
        let limit: Int
        let remaining: Int
        /// Whole seconds until the window ends, rounded up.
        let reset: Int64
        let isExceeded: Bool
    }

    private struct Window {
        let end: Moment
        var count = 0
    }

    private struct State {
        var windows: [Account: Window] = [:]
        /// How many there may be before those that are over are thrown away. As it doubles with those that are left, looking
        /// for them costs each request the same, however many users there are.
        var most = leastMost
        static let leastMost = 10_000
    }

    private let rate: RateLimit?
    private let clocks: OrganizationClocks
    private let state = Mutex(State())

    init(rate: RateLimit?, clocks: OrganizationClocks) {
        self.rate = rate
        self.clocks = clocks
    }

    /// Counts a request of a user. One that is refused does not count. `nil` where there is no limit.
    func count(user: Account) -> Standing? {
        guard let rate else { return nil }
        let now = clocks.clock(of: user.organization.name).now
        return state.withLock { state in
            if state.windows.count > state.most {
                state.windows = state.windows.filter {
                    $0.value.end > clocks.clock(of: $0.key.organization.name).now
                }
                state.most = max(State.leastMost, 2 * state.windows.count)
            }
            let running = state.windows[user].flatMap { $0.end > now ? $0 : nil }
            var window = running ?? Window(end: now.advanced(by: rate.window))
            let isExceeded = window.count >= rate.requests
            if !isExceeded { window.count += 1 }
            state.windows[user] = window
            return Standing(
                limit: rate.requests, remaining: rate.requests - window.count,
                reset: Self.secondsUp(window.end.milliseconds - now.milliseconds), isExceeded: isExceeded)
        }
    }

    /// What an answer without a user carries: the full limit.
    var full: Standing? {
        rate.map {
            Standing(
                limit: $0.requests, remaining: $0.requests, reset: Self.secondsUp($0.window.wholeMilliseconds),
                isExceeded: false)
        }
    }

    /// What an answer carries that says that the limit is passed.
    var exhausted: Standing? {
        full.map { Standing(limit: $0.limit, remaining: 0, reset: $0.reset, isExceeded: true) }
    }

    private static func secondsUp(_ milliseconds: Int64) -> Int64 {
        (milliseconds + 999) / 1_000
    }
}
