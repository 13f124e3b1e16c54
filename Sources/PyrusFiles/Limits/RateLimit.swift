/// A number of requests that one user may make in a fixed window of time (LIMIT-01).
public struct RateLimit: Sendable, Equatable, CustomStringConvertible {
    /// Requests that are answered in one window.
    public var requests: Int
    /// Length of the window, counted from the user's first request in it.
    public var window: Duration

    /// - Parameters:
    ///   - requests: requests in one window, at least 1
    ///   - window: length of the window, longer than zero
    public init(requests: Int, window: Duration) {
        self.requests = requests
        self.window = window
    }

    /// Reads `5000/10m`: a positive count of at most 1,000,000,000, a slash, a duration as `Duration` reads it.
    ///
    /// Anything else, `off` included, is nil: what a word means is the caller's to say.
    public init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2,
            let requests = DecimalDigits.value(of: parts[0].utf8, atMost: 1_000_000_000), requests > 0,
            let window = Duration(pyrusText: parts[1])
        else { return nil }
        self.init(requests: Int(requests), window: window)
    }

    /// The form that ``init(parsing:)`` reads, such as `5000/10m`.
    public var description: String { "\(requests)/\(window.pyrusText)" }
}
