import Foundation

extension TestServer {
    /// How many sockets of this process have the server's port at their own end: the one that listens, and a connection
    /// each. Whatever else runs in the process does not count.
    var descriptors: Int {
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        let highest = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd"))?.compactMap { Int32($0) }.max()
        return (0...(highest ?? Int32(clamping: limit))).count { descriptor in
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let result = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
            }
            return result == 0 && address.sin_family == sa_family_t(AF_INET)
                && UInt16(bigEndian: address.sin_port) == port
        }
    }
}
