import Testing

extension ServerTests {
    /// How the length of a body is told: rows M090 to M094 of the catalogue (ERROR-02, UPLOAD-11, UPLOAD-14).
    @Suite("Message framing")
    struct MessageFramingTests {
        @Test(
            "M090 a body that ends short of its Content-Length is refused",
            arguments: [Form.hello, Form.head(), Form.head() + [0x61], []])
        func shortBody(sent: [UInt8]) async throws {
            let reply = try await withServer { server in
                try await server.talk { connection in
                    let length = Form.hello.count + 10
                    try connection.send(WireRequest.unframedUpload.adding("Content-Length: \(length)").head + sent)
                    connection.finishSending()
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "400 bad_multipart_content")
        }

        @Test("M090 a chunked body that is cut off is refused")
        func cutChunks() async throws {
            let reply = try await withServer { server in
                try await server.talk { connection in
                    let request = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
                    try connection.send(request.head + Form.hello.chunked(last: ""))
                    connection.finishSending()
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "400 bad_multipart_content")
        }

        @Test("M090 a JSON body that ends short of its Content-Length is malformed")
        func shortJSON() async throws {
            let request = WireRequest.json("POST /v4/tasks", ["text": "a"])
            let reply = try await withServer { server in
                try await server.talk { connection in
                    try connection.send(request.bytes.dropLast())
                    connection.finishSending()
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "400 Message")
        }

        @Test("M091 what is behind a Content-Length that cuts the form is no request")
        func longBody() async throws {
            let smuggled = WireRequest("GET /v4/tasks/1").bytes
            let reply = try await withServer { server in
                try await server.talk { connection in
                    let form = Form.hello
                    let request = WireRequest.unframedUpload.adding("Content-Length: \(form.count - 4)")
                    try connection.send(request.head + form + smuggled)
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "400 bad_multipart_content")
            #expect(reply.closes)
        }

        @Test(
            "M092 a Content-Length that is no one number is malformed",
            arguments: [
                ["-1"], ["+5"], ["5,5"], ["5, 6"], ["0x10"], ["1" + String(repeating: "0", count: 30)], ["5", "5"],
                ["5", "6"], [""], ["5 5"], ["18446744073709551616"], ["٥"],
            ])
        func illegalLengths(values: [String]) async throws {
            try await expectMalformed(values.map { "Content-Length: \($0)" })
        }

        @Test(
            "M092 a Content-Length beyond 63 bits is too large",
            arguments: ["9223372036854775807", "9223372036854775808"])
        func enormousLengths(value: String) async throws {
            let request = WireRequest.unframedUpload.adding("Content-Length: \(value)")
            let reply = try await withServer { try await $0.lastReply(to: request) }
            #expect(reply.summary == "400 too_large_request_length")
        }

        @Test(
            "M093 a transfer coding that is not chunked alone is malformed",
            arguments: [
                ["Transfer-Encoding: chunked", "Content-Length: 5"],
                ["Content-Length: 5", "Transfer-Encoding: chunked"],
                ["Transfer-Encoding: chunked, identity"], ["Transfer-Encoding: xchunked"],
                ["Transfer-Encoding: identity"], ["Transfer-Encoding: chunked, chunked"],
                ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], ["Transfer-Encoding: gzip, chunked"],
                ["Transfer-Encoding: "], ["Transfer-Encoding : chunked"],
                ["Transfer-Encoding: \u{0B}chunked"], ["Transfer-Encoding:\r\n chunked"],
                ["X: a\nTransfer-Encoding: chunked"],
            ])
        func transferCodings(fields: [String]) async throws {
            try await expectMalformed(fields)
        }

        private func expectMalformed(_ fields: [String]) async throws {
            var request = WireRequest.unframedUpload
            request.fields += fields
            request.body = Form.hello.chunked()
            let reply = try await withServer { [request] in try await $0.lastReply(to: request) }
            #expect(reply.summary == "400 Message")
            #expect(reply.closes)
        }

        @Test(
            "M094 chunk extensions and trailers are ignored",
            arguments: [
                Form.hello.chunked(by: 7, extension: ";a=b;c=\"d\""), Form.hello.chunked(by: 1),
                Form.hello.chunked(last: "0\r\nContent-MD5: nonsense\r\nX-Other: a\r\n\r\n"),
                Form.hello.chunked(last: "000;last\r\n\r\n"),
            ])
        func chunks(wire: [UInt8]) async throws {
            let replies = try await withServer { server in
                try await server.talk { connection in
                    let request = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
                    try connection.send(request.head + wire)
                    return [try connection.reply(), try connection.exchange(WireRequest("GET /v4/tasks/1"))]
                }
            }
            #expect(replies.map(\.summary) == ["200", "200"])
        }

        @Test(
            "M094 chunks that are none are malformed",
            arguments: [
                "8000000000000000\r\n", "ffffffffffffffff\r\n", "10000000000000000\r\n", "-1\r\n", "0x5\r\nhello\r\n",
                "\r\n", "5 5\r\nhello\r\n", "5\nhello\r\n0\r\n\r\n",
                "5;a\nhello\r\n0\r\n\r\n", "5;a\rb\r\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n", "5_\r\nhello\r\n0\r\n\r\n", "5\r\nhello!\r\n", "zz\r\n",
                "0\r\nX-Long: \(String(repeating: "a", count: 100_000))\r\n\r\n",
                "0\r\n\(String(repeating: "X-Many: a\r\n", count: 1_000))\r\n",
            ])
        func illegalChunks(wire: String) async throws {
            var request = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
            request.body = Array(wire.utf8)
            let reply = try await withServer { [request] in
                try await $0.talk { connection in
                    try connection.send(request.bytes)
                    // A size that fits into 64 bits may be taken for a chunk that ends short.
                    connection.finishSending()
                    return try connection.lastReply()
                }
            }
            #expect(["400 Message", "400 bad_multipart_content"].contains(reply.summary), "\(reply.summary)")
        }

        @Test("M096 a compressed request is refused, M097 a Content-MD5 is ignored")
        func contentHeaders() async throws {
            try await withServer { server in
                let encoded = try await server.reply(to: .upload(Form.hello).adding("Content-Encoding: gzip"))
                #expect(encoded.summary == "400 bad_multipart_content")
                let digested = try await server.reply(
                    to: .upload(Form.hello).adding("Content-MD5: AAAAAAAAAAAAAAAAAAAAAA=="))
                #expect(digested.summary == "200")
            }
        }
    }
}
