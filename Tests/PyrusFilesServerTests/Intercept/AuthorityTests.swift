import Testing

@testable import PyrusFilesServer

@Suite("Hosts and ports, as targets name them")
struct AuthorityTests {
    @Test(
        "a host is read in lower case, without its final dot and its brackets",
        arguments: [
            ("api.pyrus.com:443", "api.pyrus.com", 443), ("API.Pyrus.COM.:443", "api.pyrus.com", 443),
            ("pyrus.com", "pyrus.com", nil), ("pyrus.com:", "pyrus.com", nil), ("[::1]:8080", "::1", 8080),
            ("[FE80::1]", "fe80::1", nil), ("127.0.0.1:0", "127.0.0.1", 0), ("a_b.test:65535", "a_b.test", 65535),
        ])
    func read(text: String, host: String, port: Int?) {
        #expect(Authority(text) == Authority(host: host, port: port))
    }

    @Test(
        "what is no host is none",
        arguments: [
            "", ".", "..", "a..", "a..:443", ":443", "a:b", "a:65536", "a:99999999999999999999", "a:-1", "a:+1", "a: 1",
            "a b:1", "a@b:1",
            "a/b",
            "[::1", "[::1]x", "[::g]:1", "::1", "a:1:2", "a\r\nb:1", "пайрус.рф:443",
            String(repeating: "a", count: 254),
        ])
    func none(text: String) {
        #expect(Authority(text) == nil)
    }

    @Test(
        "this machine's own names are told from others",
        arguments: [
            ("localhost", true), ("LOCALHOST:1", true), ("127.1.2.3:4", true), ("[::1]:5", true), ("127.0.0.1.", true),
            ("localhost.example.com", false), ("127.0.0.1.example.com", false), ("128.0.0.1", false),
            ("127.0.0", false),
            ("127.0.0.256", false), ("[::2]", false), ("xlocalhost", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try #require(Authority(text)).isLoopback == isLoopback)
    }

    @Test("an allowed host stands for itself, and for all ports unless it names one")
    func allowed() throws {
        let any = try AllowedHost("Example.COM")
        #expect(any.matches(Authority(host: "example.com", port: 443)))
        #expect(any.matches(Authority(host: "example.com", port: 8080)))
        #expect(!any.matches(Authority(host: "www.example.com", port: 443)))
        let one = try AllowedHost("example.com:443")
        #expect(one.matches(Authority(host: "example.com", port: 443)))
        #expect(!one.matches(Authority(host: "example.com", port: 8080)))
        #expect(try AllowedHost("::1").matches(Authority(host: "::1", port: 1)))
    }

    @Test(
        "what can't be let through is refused, the real service first",
        arguments: ["", "*", "a b", "http://a", "a:0", "a:x", "api.pyrus.com", "PYRUS.com:443", "files.pyrus.com."])
    func refused(text: String) {
        #expect(throws: AllowedHost.Refusal.self) { try AllowedHost(text) }
    }
}
