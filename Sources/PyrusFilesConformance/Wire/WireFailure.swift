/// Why there is no answer.
enum WireFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nobody takes a connection there.
    case unreachable(String)
    /// The connection ended where an answer was due.
    case ended(WireEnd)
    /// What came is no HTTP.
    case garbled(String)
    /// No answer within the time.
    case late

    var description: String {
        switch self {
        case .unreachable(let reason): "no connection (\(reason))"
        case .ended(.closed): "the connection was closed without an answer"
        case .ended(.reset): "the connection was reset without an answer"
        case .ended(.abrupt): "the connection ended without TLS's goodbye and without an answer"
        case .ended(.open), .late: "no answer in time"
        case .garbled(let text): "what is no HTTP: \(text)"
        }
    }
}
