import HTTPTypes
import NIOHTTP1
import PyrusFiles

/// A request that is refused below the API: malformed, late, or asking for what there is not (ERROR-02).
///
/// It is answered as `{"Message":…}`, the form in which the real service answers what its API never sees.
struct Refusal: Error, Equatable {
    let status: HTTPResponse.Status
    let message: String
    /// Whether what comes behind on the connection can still be understood.
    var closes = false

    static func malformed(_ reason: String) -> Refusal {
        Refusal(status: .badRequest, message: "The request is malformed: \(reason).", closes: true)
    }

    static func late(_ what: String) -> Refusal {
        Refusal(status: .requestTimeout, message: "\(what) did not arrive in time.", closes: true)
    }

    /// The refusal that an error of the connection amounts to; `nil` where nobody is left to be told.
    init?(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as HTTPParserError: self = .malformed(Self.reason(error))
        default: return nil
        }
    }

    init(status: HTTPResponse.Status, message: String, closes: Bool = false) {
        self.status = status
        self.message = message
        self.closes = closes
    }

    var json: JSON { ["Message": .string(message)] }

    private static func reason(_ error: HTTPParserError) -> String {
        switch error {
        case .headerOverflow: "its head is too large"
        case .invalidContentLength, .unexpectedContentLength: "its Content-Length is no number that it can have"
        case .invalidChunkSize: "the size of a chunk is no number that it can be"
        case .invalidMethod: "its method is unknown"
        case .invalidVersion: "its version is not HTTP/1.0 or HTTP/1.1"
        case .invalidHeaderToken: "a header has a character that none may have"
        case .invalidURL, .invalidPath, .invalidHost: "its target is no path"
        default: "it does not follow HTTP/1.1"
        }
    }
}
