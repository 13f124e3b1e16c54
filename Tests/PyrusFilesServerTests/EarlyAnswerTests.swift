import Testing

extension ServerTests {
    /// Answers before the body is sent: rows M095 and M098 of the catalogue (UPLOAD-15, AUTH-06, ERROR-05).
    @Suite("Early answers")
    struct EarlyAnswerTests {
        static let expecting = WireRequest.unframedUpload.adding("Expect: 100-continue")

        @Test("M095 100 Continue comes before the body, the answer behind it")
        func invitation() async throws {
            let framings: [(String, [UInt8])] = [
                ("Content-Length: \(Form.hello.count)", Form.hello),
                ("Transfer-Encoding: chunked", Form.hello.chunked()),
            ]
            try await withServer { server in
                for (field, body) in framings {
                    let replies = try await server.talk { connection in
                        try connection.send(Self.expecting.adding(field).head)
                        let interim = try connection.reply()
                        try connection.send(body)
                        return [
                            interim, try connection.reply(), try connection.exchange(WireRequest("GET /v4/tasks/1")),
                        ]
                    }
                    #expect(replies.map(\.summary) == ["100", "200", "200"], "\(field)")
                }
            }
        }

        @Test("M095 a length that just can fit is invited")
        func largestLength() async throws {
            let reply = try await withServer { configuration in
                configuration.limits.maxFileSize = 1_000
            } _: { server in
                try await server.talk { connection in
                    try connection.send(Self.expecting.adding("Content-Length: \(1_000 + 64 * 1_024)").head)
                    return try connection.reply()
                }
            }
            #expect(reply.status == 100)
        }

        struct Refused: Sendable, CustomTestStringConvertible {
            let request: WireRequest
            let answer: String
            var testDescription: String { "\(answer) for \(request.line) \(request.fields)" }

            init(_ request: WireRequest, _ answer: String) {
                self.request = request
                self.answer = answer
            }
        }

        @Test(
            "M095 a refusal comes at once, without 100 and without the body",
            arguments: [
                Refused(expecting.authorized(by: "nobody's").adding("Content-Length: 5"), "401 invalid_token"),
                Refused(expecting.adding("Content-Length: 3000000000"), "400 too_large_request_length"),
                Refused(.unframedUpload.adding("Expect: foo", "Content-Length: 5"), "417 Message"),
                Refused(.unframedUpload.adding("Expect: 100-continue, foo", "Content-Length: 5"), "417 Message"),
                Refused(.unframedUpload.adding("Expect: foo", "Content-Length: 3000000000"), "417 Message"),
                Refused(
                    .unframedUpload.authorized(by: "nobody's").adding("Expect: foo", "Content-Length: 5"),
                    "401 invalid_token"),
                Refused(WireRequest("POST /v4/files/upload").adding("Expect: foo", "Content-Length: 5"), "417 Message"),
                Refused(
                    WireRequest("POST /v4/files/upload").adding("Content-Length: 3000000000"),
                    "400 bad_multipart_content"),
                Refused(WireRequest("POST /v4/nothing").adding("Expect: foo", "Content-Length: 5"), "404 Message"),
                Refused(WireRequest("PUT /v4/files/upload").adding("Expect: foo", "Content-Length: 5"), "405 Message"),
            ])
        func refusals(refused: Refused) async throws {
            let reply = try await withServer { server in
                try await server.talk { connection in
                    try connection.send(refused.request.head)
                    return try connection.reply()
                }
            }
            #expect(reply.summary == refused.answer)
        }

        @Test("M098 a client reads the 401 while it still sends, and the connection ends in order")
        func lingering() async throws {
            let piece = [UInt8](repeating: 0x61, count: 1 << 20)
            let reply = try await withServer { server in
                try await server.talk { connection in
                    let request = WireRequest.unframedUpload.authorized(by: "nobody's")
                    try connection.send(request.adding("Content-Length: \(64 << 20)").head)
                    try connection.send(piece)
                    let reply = try connection.reply()
                    for _ in 1..<64 { try connection.send(piece) }
                    connection.finishSending()
                    guard try connection.receiveToEnd().isEmpty else { throw RawConnection.Failure.garbled("more") }
                    return reply
                }
            }
            #expect(reply.summary == "401 invalid_token")
            #expect(reply.closes)
        }
    }
}
