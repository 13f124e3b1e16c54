import PyrusFiles
import Testing

extension ServerTests {
    /// A download over the wire: row M101 of the catalogue (DOWNLOAD-01, DOWNLOAD-07, DOWNLOAD-09).
    @Suite("Downloads over the wire")
    struct DownloadTests {
        static let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

        @Test("HEAD answers the headers of a download alone")
        func head() async throws {
            try await withServer { server in
                let id = try #require(try await server.attached(Form.of(Self.content))["id"]?.int64Value)
                let replies = try await server.talk { connection in
                    try ["HEAD", "GET"].map { try connection.exchange(WireRequest("\($0) /v4/files/download/\(id)")) }
                }
                #expect(replies.map(\.status) == [200, 200])
                for name in ["content-length", "content-type", "content-disposition"] {
                    #expect(replies[0][name] == replies[1][name], "\(name)")
                }
                #expect(replies[0]["content-length"] == "100000")
                #expect(replies[1].body == Self.content)
            }
        }

        @Test("M101 Range is ignored: the whole file, with status 200")
        func ranges() async throws {
            let many = (0..<10_000).map { "\($0 % 10)-9" }.joined(separator: ",")
            let ranges = [
                "bytes=0-", "bytes=5-2", "bytes=-0", "bytes=0-18446744073709551615", "bytes=-1000000000", "bytes=1-1",
                "bytes=99999999999999999999-", "chunks=1-2", "bytes=\(many)", "",
            ]
            try await withServer { server in
                let id = try #require(try await server.attached(Form.of(Self.content))["id"]?.int64Value)
                for range in ranges {
                    let reply = try await server.reply(
                        to: WireRequest("GET /v4/files/download/\(id)").adding("Range: \(range)"))
                    #expect(reply.status == 200 && reply.body == Self.content, "\(range.prefix(40))")
                    #expect(reply["accept-ranges"] == nil && reply["content-range"] == nil, "\(range.prefix(40))")
                }
            }
        }

        @Test("a GET with a body, a JSON content type or unknown parameters is an ordinary download (DOWNLOAD-07)")
        func oddRequests() async throws {
            try await withServer { server in
                let id = try #require(try await server.attached(Form.of(Self.content))["id"]?.int64Value)
                var withBody = WireRequest("GET /v4/files/download/\(id)").adding("Content-Length: 2")
                withBody.body = Array("{}".utf8)
                let requests = [
                    withBody, WireRequest("GET /v4/files/download/\(id)?x=y&z"),
                    WireRequest("GET /v4/files/download/\(id)").adding("Content-Type: application/json"),
                    WireRequest("GET /services/attachment?Id=\(id)&x=y"),
                    WireRequest("GET /services/attachment?id=\(id)"),
                ]
                let replies = try await server.talk { connection in try requests.map { try connection.exchange($0) } }
                for reply in replies {
                    #expect(reply.status == 200 && reply.body == Self.content)
                    #expect(reply["content-type"] == "application/octet-stream")
                    #expect(reply["content-disposition"] == "attachment; filename=a.txt")
                }
            }
        }
    }
}
