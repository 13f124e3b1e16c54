import PyrusFiles
import Testing

extension ServerTests {
    /// The largest file: rows M081 to M083 of the catalogue (UPLOAD-09, LIMIT-02).
    @Suite("Upload limits over the wire")
    struct UploadLimitTests {
        static let limit = 5_000

        private func withSmallServer<Value>(_ body: (TestServer) async throws -> Value) async throws -> Value {
            try await withServer({ $0.limits.maxFileSize = Int64(Self.limit) }, body)
        }

        @Test("M081 a file of the limit is taken, one byte more is not, however the length is told")
        func sizes() async throws {
            try await withSmallServer { server in
                for (size, answer) in [
                    (Self.limit - 1, "200"), (Self.limit, "200"), (Self.limit + 1, "400 too_large_request_length"),
                    (Self.limit + 60_000, "400 too_large_request_length"),
                ] {
                    let form = Form.of(size: size)
                    var chunked = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
                    chunked.body = form.chunked(by: 999)
                    let replies = [try await server.reply(to: .upload(form)), try await server.reply(to: chunked)]
                    #expect(replies.map(\.summary) == [answer, answer], "\(size)")
                }
            }
        }

        @Test(
            "M081 a length that cannot fit is refused before a byte of the body",
            arguments: [
                Limits().maxUploadBody + 1, 1 << 31 + 1 << 20, 1 << 32, (1 << 32) + 100, .max,
            ])
        func declared(length: Int64) async throws {
            let reply = try await withServer { server in
                try await server.talk { connection in
                    try connection.send(WireRequest.unframedUpload.adding("Content-Length: \(length)").head)
                    return try connection.reply()
                }
            }
            #expect(reply.summary == "400 too_large_request_length")
        }

        @Test("a JSON body past its limit is refused, however its length is told (ERROR-03)", arguments: [64, 65])
        func jsonBodies(size: Int) async throws {
            let empty: JSON = ["text": ""]
            let body: JSON = ["text": .string(String(repeating: "a", count: size - empty.compact.utf8.count))]
            let chunked = WireRequest(
                "POST /v4/tasks", ["Host: localhost", WireRequest.token, "Transfer-Encoding: chunked"],
                body: Array(body.compact.utf8).chunked(by: 10))
            let replies = try await withServer({ $0.limits.maxJSONBody = 64 }) { server in
                [try await server.reply(to: .json("POST /v4/tasks", body)), try await server.reply(to: chunked)]
            }
            let expected = size == 64 ? "200" : "400 too_large_request_length"
            #expect(replies.map(\.summary) == [expected, expected])
        }

        @Test("M081 the limit and the overhead together are the largest length")
        func largestLength() async throws {
            try await withSmallServer { server in
                for (extra, answer) in [(0, "100"), (1, "400 too_large_request_length")] {
                    let length = Self.limit + 64 * 1_024 + extra
                    let request = WireRequest.unframedUpload.adding("Content-Length: \(length)", "Expect: 100-continue")
                    let reply = try await server.talk { connection in
                        try connection.send(request.head)
                        return try connection.reply()
                    }
                    #expect(reply.summary == answer)
                }
            }
        }

        @Test("M082 a client that keeps sending past the limit reads the answer, and its connection ends in order")
        func keepsSending() async throws {
            let reply = try await withSmallServer { server in
                try await server.talk { connection in
                    let length = Self.limit + 64 * 1_024
                    let request = WireRequest.unframedUpload.adding("Content-Length: \(length)")
                    try connection.send(request.head + Form.of(size: Self.limit + 1))
                    let reply = try connection.reply()
                    try connection.send([UInt8](repeating: 0x61, count: length - Form.of(size: Self.limit + 1).count))
                    return reply
                }
            }
            #expect(reply.summary == "400 too_large_request_length")
        }

        @Test("M083 chunks without end are refused as soon as they pass the limit")
        func endless() async throws {
            let chunk = [UInt8](repeating: 0x61, count: 1_024).chunked(last: "")
            let reply = try await withSmallServer { server in
                try await server.talk { connection in
                    let request = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
                    try connection.send(request.head + Form.head().chunked(last: ""))
                    for _ in 0...Self.limit / 1_024 { try connection.send(chunk) }
                    let reply = try connection.reply()
                    for _ in 0..<8_192 { try connection.send(chunk) }
                    connection.finishSending()
                    guard try connection.receiveToEnd().isEmpty else { throw RawConnection.Failure.garbled("more") }
                    return reply
                }
            }
            #expect(reply.summary == "400 too_large_request_length")
            #expect(reply.closes)
        }
    }
}
