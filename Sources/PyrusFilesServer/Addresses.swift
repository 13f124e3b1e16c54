import Hummingbird
public import PyrusFiles

/// The addresses that a client is given. Each ends in `/`, but the origin and the auth method's.
public struct Addresses: Sendable, Equatable {
    /// Scheme, host and port.
    public let origin: String
    /// The API (PATH-01, PATH-02).
    public let api: String
    /// What files are uploaded to and downloaded from.
    public let files: String
    /// The whole address of the auth method.
    public let auth: String
    /// The control API.
    public var control: String { origin + "/_control/" }

    /// The addresses under an origin such as `http://127.0.0.1:8080`.
    public init(origin: String, edition: Edition) {
        self.init(
            origin: origin, api: origin + (edition == .cloud ? "/v4/" : "/api/v4/"), files: origin + "/",
            auth: origin + "/api/v4/auth")
    }

    init(origin: String, api: String, files: String, auth: String) {
        self.origin = origin
        self.api = api
        self.files = files
        self.auth = auth
    }
}

extension Service {
    /// Those under which a request came (PATH-04): of one that meant the real service, the real ones.
    func addresses(of request: Request) -> Addresses {
        let authority = request.head.authority ?? "localhost"
        if configuration.intercepts, edition == .cloud, let host = Authority(authority)?.host,
            PyrusHosts.names.contains(host)
        {
            return .real
        }
        return Addresses(origin: "\(request.head.scheme ?? "http")://\(authority)", edition: edition)
    }
}

extension Addresses {
    /// Those that the real service gives out, so that a client that follows them stays inside (PATH-04).
    static let real = Addresses(
        origin: "https://api.pyrus.com", api: "https://api.pyrus.com/v4/", files: "https://files.pyrus.com/",
        auth: "https://accounts.pyrus.com/api/v4/auth")
}
