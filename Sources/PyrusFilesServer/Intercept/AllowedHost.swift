/// A host that a server that intercepts tunnels to as it is: `example.com`, or `example.com:8443` for one port alone.
public struct AllowedHost: Sendable, Equatable, CustomStringConvertible {
    /// Why a text names no host that can be allowed.
    public struct Refusal: Error, CustomStringConvertible {
        /// A sentence without its beginning, to follow the name of what was set.
        public let description: String
    }

    private let authority: Authority

    /// The host that a text names; a name covers none below it.
    ///
    /// - Throws: for no host, and for one of the real service, which the server itself stands in for.
    public init(_ text: String) throws(Refusal) {
        // An IPv6 address alone needs no brackets.
        let isBareIPv6 = !text.hasPrefix("[") && text.count { $0 == ":" } > 1
        guard let authority = Authority(isBareIPv6 ? "[\(text)]" : text), authority.port != 0 else {
            throw Refusal(description: "it has to be a host, or a host and a port, such as example.com:443.")
        }
        guard !PyrusHosts.names.contains(authority.host) else {
            throw Refusal(description: "this server stands in for that host, and lets nothing through to it.")
        }
        self.authority = authority
    }

    /// As it was given, in lower case.
    public var description: String { authority.description }

    func matches(_ other: Authority) -> Bool {
        authority.host == other.host && (authority.port == nil || authority.port == other.port)
    }
}
