import Hummingbird
public import PyrusFiles

/// The addresses that a client is given. Each ends in `/`, but the origin and the auth method's.
public struct Addresses: Sendable, Equatable {
    /// Scheme, host and port.
    public let origin: String
    private let edition: Edition

    /// The addresses under an origin such as `http://127.0.0.1:8080`.
    public init(origin: String, edition: Edition) {
        self.origin = origin
        self.edition = edition
    }

    /// The API (PATH-01, PATH-02).
    public var api: String { origin + (edition == .cloud ? "/v4/" : "/api/v4/") }
    /// What files are uploaded to and downloaded from.
    public var files: String { origin + "/" }
    /// The whole address of the auth method.
    public var auth: String { origin + "/api/v4/auth" }
    /// The control API.
    public var control: String { origin + "/_control/" }
}

extension Addresses {
    /// Those under which a request came (PATH-04).
    init(of request: Request, edition: Edition) {
        let authority = request.head.authority ?? "localhost"
        self.init(origin: "\(request.head.scheme ?? "http")://\(authority)", edition: edition)
    }
}
