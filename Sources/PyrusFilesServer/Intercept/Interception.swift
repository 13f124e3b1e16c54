import Logging
import NIOCore
import PyrusFiles

/// What a server that intercepts does with the hosts that clients ask it for as their proxy.
struct Interception: Sendable {
    enum Destination {
        /// This server: under its own address, and in the place of the real service.
        case here
        /// The host itself, to which everything is passed as it is.
        case elsewhere
        case nowhere
    }

    let allowed: [AllowedHost]
    let logger: Logger

    /// - Parameter local: the server's end of the connection over which it is asked.
    func destination(_ authority: Authority, local: SocketAddress?) -> Destination {
        if PyrusHosts.names.contains(authority.host) { return .here }
        if let local, authority.port == local.port, authority.isLoopback || authority.host == local.ipAddress {
            return .here
        }
        return allowed.contains { $0.matches(authority) } ? .elsewhere : .nowhere
    }

    /// - Throws: where the host is none that is let through.
    func requireDestination(_ text: String, local: SocketAddress?) throws(Refusal) -> Destination {
        guard let authority = Authority(text) else { throw .malformed("its target is no address") }
        let destination = destination(authority, local: local)
        guard destination != .nowhere else { throw refusal(of: authority) }
        return destination
    }

    /// The answer to who asks for a host that is not let through. Whoever runs the server learns of it too.
    private func refusal(of authority: Authority) -> Refusal {
        let option = "--allow-host \(authority.host)"
        logger.warning(
            "A program asked for another host than those of Pyrus, and was refused; \(option) lets it through.",
            metadata: ["host": "\(authority)"])
        return Refusal(
            status: .forbidden, message: "\(authority) is no host of Pyrus; with \(option) it is let through.",
            closes: true)
    }
}

extension Interception {
    /// A host that is let through turns out to be this server.
    struct LeadsBack: Error {}

    /// Whether the other end of a connection is this server's own port, by whatever name it was found. Through such a one,
    /// whoever reaches this server from another machine would come to it from this one.
    ///
    /// - Parameter local: the server's end of the connection over which it is asked.
    static func leadsBack(_ remote: SocketAddress?, to local: SocketAddress?) -> Bool {
        guard let remote, let local, remote.port == local.port else { return false }
        return remote.isLoopback || remote.ipAddress == local.ipAddress
    }

    /// The answer where a host that is let through can't be reached.
    func failure(to authority: Authority, _ error: any Error) -> Refusal {
        logger.warning(
            "A host that is let through can't be reached.", metadata: ["host": "\(authority)", "reason": "\(error)"])
        return Refusal(status: .badGateway, message: "\(authority) can't be reached.", closes: true)
    }
}
