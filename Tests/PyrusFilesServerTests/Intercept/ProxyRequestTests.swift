import NIOCore
import Testing

@testable import PyrusFilesServer

@Suite("What the first bytes of a connection to a proxy are")
struct ProxyRequestTests {
    private func read(_ text: String) -> ProxyRequest {
        ProxyRequest(ByteBuffer(string: text).readableBytesView)
    }

    @Test("a TLS hello by its first byte")
    func hello() {
        #expect(ProxyRequest(ByteBuffer(bytes: [0x16]).readableBytesView) == .tls)
    }

    @Test(
        "a tunnel by its whole head, and no byte sooner",
        arguments: [
            "CONNECT api.pyrus.com:443 HTTP/1.1\r\nHost: api.pyrus.com:443\r\n\r\n",
            "CONNECT api.pyrus.com:443 HTTP/1.0\r\n\r\n", "CONNECT api.pyrus.com:443 HTTP/1.1\nHost: x\n\n",
        ])
    func connect(head: String) {
        let bytes = ByteBuffer(string: head + "rest").readableBytesView
        for count in 0..<head.utf8.count {
            #expect(ProxyRequest(bytes.prefix(count)) == .incomplete, "\(count)")
        }
        #expect(ProxyRequest(bytes) == .connect(Authority(host: "api.pyrus.com", port: 443), head: head.utf8.count))
    }

    @Test(
        "a request for this server by its first line",
        arguments: [
            "GET /v4/tasks/1 HTTP/1.1\r\n", "POST /http://a/ HTTP/1.1\r\n", "CONNECT a HTTP/1.1\r\n",
            "CONNECT a:b HTTP/1.1\r\n", "connect a:443 HTTP/1.1\r\n", "CONNECT  a:443 HTTP/1.1\r\n",
            "CONNECT a:443\r\n", "CONNECT a:443 HTTP/2.0\r\n", "CONNECT a:443 HTTP/1.10\r\n",
            "CONNECT a:443 HTTP/1.1 \r\n",
            "GET http:/a HTTP/1.1\r\n", "\r\n", "\n",
            "\u{0}\u{FF}\n",
        ])
    func http(line: String) {
        #expect(read(line) == .http)
    }

    @Test(
        "a request to a proxy by its target",
        arguments: [
            "GET http://a/ HTTP/1.1\r\n", "POST HTTPS://a/ HTTP/1.0\r\n", "GET http:// HTTP/1.1\n",
            "GET http://a:x/ HTTP/1.1\r\n",
        ])
    func absolute(line: String) {
        #expect(read(line) == .absolute)
    }
}
