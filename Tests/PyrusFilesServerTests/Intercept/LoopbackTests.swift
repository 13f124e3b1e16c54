import NIOCore
import Testing

@testable import PyrusFilesServer

@Suite("Addresses of this machine")
struct LoopbackTests {
    @Test(
        "those that each machine has for itself are told from others",
        arguments: [
            ("127.0.0.1", true), ("127.255.255.254", true), ("::1", true), ("::ffff:127.0.0.2", true),
            ("126.255.255.255", false), ("128.0.0.1", false), ("0.0.0.0", false), ("::", false), ("::2", false),
            ("::ffff:128.0.0.1", false), ("fe80::1", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try SocketAddress(ipAddress: text, port: 80).isLoopback == isLoopback)
    }

    @Test("one without a number is none: nobody can tell who is behind a path")
    func path() throws {
        #expect(try !SocketAddress(unixDomainSocketPath: "/tmp/127.0.0.1").isLoopback)
    }

    @Test(
        "a way that leads back is known by the port, and by an address of this machine",
        arguments: [
            ("127.0.0.1", 80, true), ("::1", 80, true), ("::ffff:127.0.0.1", 80, true), ("10.0.0.1", 80, true),
            ("127.0.0.1", 81, false), ("10.0.0.1", 81, false), ("10.0.0.2", 80, false),
        ])
    func leadingBack(text: String, port: Int, leadsBack: Bool) throws {
        let local = try SocketAddress(ipAddress: "10.0.0.1", port: 80)
        let remote = try SocketAddress(ipAddress: text, port: port)
        #expect(Interception.leadsBack(remote, to: local) == leadsBack)
    }
}
