import Testing

@testable import PyrusFilesServer

@Suite("Targets with an address")
struct AbsoluteTargetTests {
    @Test(
        "are read as scheme, authority and path",
        arguments: [
            ("http://a.test/b?c=d", "http", "a.test", "/b?c=d"), ("HTTPS://A.test:8443/", "https", "A.test:8443", "/"),
            ("http://a.test", "http", "a.test", "/"), ("http://a.test?c=/d", "http", "a.test", "/?c=/d"),
            ("http://[::1]:80//b", "http", "[::1]:80", "//b"), ("http://a@b/", "http", "a@b", "/"),
        ])
    func read(text: String, scheme: String, authority: String, path: String) throws {
        let target = try #require(try AbsoluteTarget(text))
        #expect(target.scheme == scheme && target.authority == authority && target.path == path)
    }

    @Test(
        "are told from targets of other forms",
        arguments: ["/", "/http://a/", "", "*", "a.test:443", "ftp://a.test/", "://a.test/"])
    func others(text: String) throws {
        #expect(try AbsoluteTarget(text) == nil)
    }

    @Test(
        "are refused where they only begin like one",
        arguments: ["http:", "http:a", "http:/a", "https:///a", "http://", "http://?a"])
    func refused(text: String) {
        #expect(throws: Refusal.malformed("its target is no address")) { try AbsoluteTarget(text) }
    }
}
