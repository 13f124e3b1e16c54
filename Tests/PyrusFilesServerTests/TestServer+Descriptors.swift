import Foundation

extension TestServer {
    /// How many ``sockets`` there are.
    var descriptors: Int { sockets.count }

    /// The TCP sockets of this process that have the server's port at their own end, each as a failure tells it: the one
    /// that listens, and a connection each. Whatever else runs in the process is not among them.
    var sockets: [String] {
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        let highest = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd"))?.compactMap { Int32($0) }.max()
        return (0...(highest ?? Int32(clamping: limit))).compactMap { descriptor -> String? in
            guard Self.port(descriptor, getsockname) == port, Self.isStream(descriptor) else { return nil }
            let peer = Self.port(descriptor, getpeername)
            return "socket \(descriptor) " + (peer.map { "to port \($0)" } ?? "without a peer")
        }
    }

    /// The port at one end of a socket.
    private static func port(
        _ descriptor: Int32,
        _ name: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> UInt16? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name(descriptor, $0, &length) }
        }
        guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func isStream(_ descriptor: Int32) -> Bool {
        var type = Int32(0)
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == RawConnection.stream
    }
}
