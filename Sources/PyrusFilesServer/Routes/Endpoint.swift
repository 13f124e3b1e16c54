import HTTPTypes
import Hummingbird

/// One method of one path, and what answers it.
struct Endpoint: Sendable {
    /// Who may call it.
    enum Access: Sendable {
        /// Anybody.
        case open
        /// Who has a token.
        case user
        /// A tester on this machine.
        case control
    }

    typealias Handler = @Sendable (Request, ExchangeContext) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    let access: Access
    let handler: Handler

    init(_ method: HTTPRequest.Method, _ path: String, _ access: Access = .user, handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.access = access
        self.handler = handler
    }
}

/// A few endpoints that belong together.
protocol EndpointGroup: Sendable {
    var endpoints: [Endpoint] { get }
}

extension Endpoint {
    /// The API's paths begin with either, in both editions (PATH-01, PATH-02).
    static let apiPrefixes = ["/v4", "/api/v4"]

    /// The same endpoint under each of the API's prefixes.
    static func api(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access = .user, handler: @escaping Handler
    ) -> [Endpoint] {
        apiPrefixes.map { Endpoint(method, $0 + path, access, handler: handler) }
    }
}
