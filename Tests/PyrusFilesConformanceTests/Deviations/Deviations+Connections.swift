import Hummingbird
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let connections: [Deviation] = [
        .editingHead("server/connections/byte-by-byte", "reads a head of one packet alone") { head in
            head.contains("\r\n\r\n") ? head : "\r\n\r\nX"
        },
        Deviation(
            "server/connections/kept", "closes what it promised to keep", fault: .close(.afterAnswer).when(.download)),
        Deviation(
            "server/connections/pipelined", "drops what was sent ahead", fault: .close(.afterAnswer).when(.download)),
        Deviation(
            "server/connections/close", "resets in the place of closing",
            fault: .reset(.inAnswer(after: 12)).when(.download)),
        Deviation(
            "server/connections/http-1.0", "sends chunks to who does not know them",
            fault: .header("Transfer-Encoding", "chunked").when(.download)),
        .editingHead("server/connections/absolute-target", "takes an address for a path") {
            $0.replacing("GET http://", with: "GET /http://")
        },
        .answering(
            "server/connections/chunked-json", "wants a length", when: { $0.headers[.transferEncoding] != nil },
            by: { _ in .message(.lengthRequired) }),
    ]

    static let malformed: [Deviation] = [
        .editingHead("server/malformed/no-host", "needs no Host") { head in
            head.contains("\r\nHost:") ? head : head.replacing("HTTP/1.1\r\n", with: "HTTP/1.1\r\nHost: localhost\r\n")
        },
        .editingHead("server/malformed/two-hosts", "takes one of two Hosts") {
            $0.replacing("Host: other.example\r\n", with: "")
        },
        .editingHead("server/malformed/content-length", "reads a length as far as it can") {
            $0.replacing("Content-Length: -1\r\n", with: "Content-Length: 2\r\n")
        },
        .editingHead("server/malformed/length-and-chunks", "prefers chunks to a length") {
            $0.contains("chunked") ? $0.replacing("Content-Length: 4\r\n", with: "") : $0
        },
        .editingHead("server/malformed/transfer-encoding", "takes any coding for chunks") {
            $0.replacing(": xchunked\r\n", with: ": chunked\r\n")
        },
        .editingHead("server/malformed/chunk-size", "reads a size as far as it can") {
            $0.replacing("fffffffffffffffff\r\n", with: "2\r\n")
        },
        .editingHead("server/malformed/cut-short", "does with what it has") { head in
            guard let body = head.firstRange(of: "\r\n\r\n")?.upperBound else { return head }
            return head.replacing("Content-Length: 500", with: "Content-Length: \(head[body...].utf8.count)")
        },
        .editingHead("server/malformed/nothing-behind", "goes on behind what it refused") { head in
            // The request that is refused goes to nowhere, and what is behind it is answered.
            guard let end = head.firstRange(of: "\r\n\r\n")?.upperBound, head[end...].hasPrefix("POST") else {
                return head
            }
            return String(head[end...])
        },
    ]

    static let malformedFirst: [Deviation] = [
        .editingHead("server/error-order/malformed-first", "looks at the route first") { head in
            head.contains("\r\nHost:") ? head : head.replacing("HTTP/1.1\r\n", with: "HTTP/1.1\r\nHost: localhost\r\n")
        }
    ]
}
