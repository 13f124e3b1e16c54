import PyrusFiles
import Testing

extension ServerTests {
    /// Faults in what is answered.
    @Suite("Faults of answers")
    struct AnswerFaultTests {
        @Test("an error of the API's table comes in its own form, once, and the request is not carried out")
        func errorCode() async throws {
            try await withServer { server in
                try await server.put(only: #""operation":"upload","kind":"status","error_code":"too_many_requests""#)
                let replies = try await server.talk { connection in
                    [try connection.exchange(.upload(Form.hello)), try connection.exchange(.upload(Form.hello))]
                }
                #expect(replies.map(\.summary) == ["429 too_many_requests", "200"])
                let text = "You have reached the limit of requests per 10 minutes"
                #expect(replies[0].json["error"]?.stringValue == text)
            }
        }

        @Test("any status comes with a body, a type and headers, once the request's body is read")
        func status() async throws {
            try await withServer { server in
                try await server.put(
                    only: """
                        "kind":"status","status":503,"body":"<h1>no</h1>","content_type":"text/html",
                        "headers":[["Retry-After","7"],["X-Two","a"],["X-Two","b"]]
                        """)
                let form = Form.of(size: 3 << 20)
                let replies = try await server.talk { connection in
                    [try connection.exchange(.upload(form)), try connection.exchange(.upload(Form.hello))]
                }
                #expect(replies.map(\.status) == [503, 200])
                #expect(replies[0].body == Array("<h1>no</h1>".utf8))
                #expect(replies[0]["content-type"] == "text/html" && replies[0]["retry-after"] == "7")
                #expect(replies[0].fields.filter { $0.name == "x-two" }.map(\.value) == ["a", "b"])
            }
        }

        @Test("an answer of status 204 has neither body nor length")
        func noContent() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"status","status":204"#)
                let (head, next) = try await server.talk { connection in
                    try connection.send(WireRequest("GET /v4/tasks/1").bytes)
                    return (try connection.replyHead(), try connection.exchange(WireRequest("GET /v4/tasks/1")))
                }
                #expect(head.status == 204 && head["content-length"] == nil && head["transfer-encoding"] == nil)
                #expect(next.status == 200)
            }
        }

        @Test("an early answer comes after its bytes of the body, and not before", arguments: [0, 1, 100, 5_000])
        func early(after: Int) async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"early","after":\#(after),"status":413,"body":"too much""#)
                let reply = try await server.talk { [port = server.port] connection in
                    let request = WireRequest.unframedUpload.adding("Content-Length: 10000000")
                    try connection.send(request.head + [UInt8](repeating: 0x61, count: max(0, after - 1)))
                    if after > 0 {
                        try connection.staysSilent(whileServing: port)
                        try connection.send([0x61])
                    }
                    let reply = try connection.reply()
                    connection.finishSending()
                    try connection.endsSilently(.orderly)
                    return reply
                }
                #expect(reply.status == 413 && reply.closes && reply.body == Array("too much".utf8))
            }
        }

        @Test("an early answer to a shorter body comes at its end, and the connection ends")
        func earlyAtEnd() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"early","after":100000,"error_code":"server_error""#)
                let reply = try await server.lastReply(to: .upload(Form.hello))
                #expect(reply.summary == "500 server_error")
            }
        }

        @Test("the upload's answer has another MD5, in each digit, and nothing else is another")
        func wrongMD5() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"wrong-md5","operation":"upload""#)
                let (wrong, right) = (
                    try await server.reply(to: .upload(Form.hello)), try await server.reply(to: .upload(Form.hello))
                )
                let hashes = [wrong, right].map { $0.json["md5_hash"]?.stringValue ?? "" }
                #expect(hashes[1] == "5d41402abc4b2a76b9719d911017c592")
                #expect(hashes[0].count == 32 && zip(hashes[0], hashes[1]).allSatisfy { $0 != $1 })
                #expect(wrong.guid != nil && wrong.json["md5_hash"] != nil && wrong.body.count == right.body.count)
            }
        }

        @Test("a byte of the download is flipped, exactly that one", arguments: [0, 1, 500, 999, 1_000])
        func corrupt(after: Int) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"corrupt","operation":"download","after":\#(after)"#)
                let (wrong, right) = try await server.talk { connection in
                    (try connection.exchange(download), try connection.exchange(download))
                }
                var expected = telling
                if after < expected.count { expected[after] = ~expected[after] }
                #expect(wrong.body == expected)
                #expect(right.body == telling)
            }
        }

        @Test("a byte far into a large download is flipped")
        func corruptFar() async throws {
            try await withServer { server in
                let content = [UInt8](repeating: 7, count: 3 << 20 + 11)
                let download = try await server.download(of: content)
                try await server.put(only: #""kind":"corrupt","after":\#(2 << 20)"#)
                var expected = content
                expected[2 << 20] = ~7
                #expect(try await server.reply(to: download).body == expected)
            }
        }

        @Test("the answer's JSON ends in its middle under a length that is right, and the connection stays")
        func malformedJSON() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"malformed","what":"json""#)
                let request = WireRequest("GET /v4/tasks/1")
                let (cut, whole) = try await server.talk { connection in
                    (try connection.exchange(request), try connection.exchange(request))
                }
                #expect(cut.body == Array(whole.body.prefix(whole.body.count / 2)))
                #expect(cut.status == 200 && cut["content-length"] == "\(cut.body.count)")
                #expect(cut.json.isNull && !whole.json.isNull)
            }
        }

        @Test("what stands in the head's place is no head, and the connection ends")
        func malformedHead() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"malformed","what":"head""#)
                let (bytes, end) = try await server.talk { connection in
                    try connection.send(WireRequest("GET /v4/tasks/1").bytes)
                    return try connection.receiveToAnyEnd()
                }
                #expect(bytes.starts(with: "HTP/1,1 2OO".utf8) && end == .orderly)
            }
        }

        @Test("a chunk says that it is one byte longer than it is, and the connection ends")
        func malformedChunk() async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"malformed","what":"chunk""#)
                let answer = try await server.answerToEnd(download)
                #expect(answer.head["transfer-encoding"] == "chunked" && answer.head["content-length"] == nil)
                let wire = Array("3e9\r\n".utf8) + telling + Array("\r\n0\r\n\r\n".utf8)
                #expect(answer.body == wire && answer.end == .orderly)
            }
        }

        @Test("the answer comes in chunks, without a length, and the connection stays")
        func chunked() async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"chunked","times":2"#)
                let (head, wire, next) = try await server.talk { connection in
                    try connection.send(download.bytes)
                    let head = try connection.replyHead()
                    let wire = try connection.receive(through: "\r\n0\r\n\r\n")
                    try connection.send(WireRequest("HEAD /v4/tasks/1").bytes)
                    _ = try connection.replyHead()
                    return (head, wire, try connection.exchange(download))
                }
                #expect(head["transfer-encoding"] == "chunked" && head["content-length"] == nil)
                #expect(wire == Array("3e8\r\n".utf8) + telling + Array("\r\n0\r\n\r\n".utf8))
                #expect(next.body == telling)
            }
        }

        @Test("the body comes whole in small writes")
        func dribble() async throws {
            try await withServer { server in
                let download = try await server.download()
                for size in [1, 7, 5_000] {
                    try await server.put(only: #""kind":"dribble","size":\#(size)"#)
                    #expect(try await server.reply(to: download).body == telling)
                }
                #expect(try await server.used() == [1])
            }
        }

        @Test("the answer is held back for its time, and what was asked for is done")
        func delay() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"delay","ms":300,"operation":"upload""#)
                let start = ContinuousClock.now
                let reply = try await server.reply(to: .upload(Form.hello))
                #expect(ContinuousClock.now - start >= .milliseconds(300))
                #expect(reply.summary == "200")
                let guid = try #require(reply.guid)
                #expect(try await server.reply(to: .comment(.string(guid))).summary == "200")
            }
        }

        @Test("reading and writing at a rate takes its time, and everything arrives")
        func slow() async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(
                    ["kind": "slow-write", "rate": 2_000, "operation": "download"],
                    ["kind": "slow-read", "rate": 1_000, "operation": "upload"])
                var start = ContinuousClock.now
                #expect(try await server.reply(to: download).body == telling)
                #expect(ContinuousClock.now - start >= .milliseconds(390))
                start = ContinuousClock.now
                #expect(try await server.reply(to: .upload(Form.of(size: 400))).summary == "200")
                #expect(ContinuousClock.now - start >= .milliseconds(390))
                #expect(try await server.used() == [1, 1])
            }
        }
    }
}
