import NIOCore

extension SocketAddress {
    /// Whether it is one that each machine has for itself; one of IPv4 in the clothes of IPv6 is one too.
    var isLoopback: Bool {
        switch self {
        case .v4(let address): UInt32(bigEndian: address.address.sin_addr.s_addr) >> 24 == 127
        case .v6: ipAddress == "::1" || ipAddress?.hasPrefix("::ffff:127.") == true
        case .unixDomainSocket: false
        }
    }
}
