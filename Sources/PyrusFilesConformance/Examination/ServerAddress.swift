/// A base address of the API: scheme, host, port and a path that ends in `/`.
public struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    let host: String
    let port: Int
    let isTLS: Bool
    let path: String
    /// As it was given, with the slash at its end.
    public let description: String

    /// `nil` for what is no address of `http` or `https`.
    public init?(_ text: String) {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let isTLS = text[..<scheme.lowerBound].lowercased() == "https"
        guard isTLS || text[..<scheme.lowerBound].lowercased() == "http" else { return nil }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        let isBracketed = authority.hasPrefix("[")
        let host = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        let port = authority.dropFirst(host.count + (isBracketed ? 2 : 0))
        guard !host.isEmpty, !text.contains("?"), !text.contains("#"), !authority.contains("@") else { return nil }
        if port.isEmpty {
            self.port = isTLS ? 443 : 80
        } else {
            guard port.hasPrefix(":"), let number = UInt16(port.dropFirst()) else { return nil }
            self.port = Int(number)
        }
        self.host = String(host)
        self.isTLS = isTLS
        self.path = path.hasSuffix("/") ? String(path) : path + "/"
        description = text.hasSuffix("/") ? text : text + "/"
    }

    /// What stands in `Host`.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isTLS ? 443 : 80) ? name : "\(name):\(port)"
    }
}
