import PyrusFiles
import Testing

extension ServerTests {
    /// Faults that end a connection or let it stand still, each at exactly the byte it names.
    @Suite("Faults of connections")
    struct ConnectionFaultTests {
        static let positions = [0, 1, 500, 999]

        @Test("a truncated body ends in order after its bytes, under its whole length", arguments: positions)
        func truncate(after: Int) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"truncate","operation":"download","after":\#(after)"#)
                let answer = try await server.answerToEnd(download)
                #expect(answer.head["content-length"] == "1000" && !answer.head.closes)
                #expect(answer.body == Array(telling.prefix(after)) && answer.end == .orderly)
                #expect(try await server.reply(to: download).body == telling)
            }
        }

        @Test("of a body that is no longer than that, nothing is missing", arguments: [1_000, 1_001, 1 << 40])
        func truncateBehind(after: Int) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"truncate","after":\#(after),"times":0"#)
                let replies = try await server.talk { connection in
                    [try connection.exchange(download), try connection.exchange(download)]
                }
                #expect(replies.map(\.body) == [telling, telling])
            }
        }

        @Test("far into a large body, the end comes at the byte all the same", arguments: ["truncate", "reset"])
        func far(kind: String) async throws {
            try await withServer { server in
                let content = [UInt8](repeating: 7, count: 5 << 20)
                let download = try await server.download(of: content)
                let after = 3 << 20 + 12_345
                let at = kind == "reset" ? #""at":"in-answer","# : ""
                try await server.put(only: #""kind":"\#(kind)",\#(at)"after":\#(after)"#)
                let answer = try await server.answerToEnd(download)
                #expect(answer.body.count == after)
                #expect(answer.end == (kind == "reset" ? .reset : .orderly))
            }
        }

        @Test(
            "within the answer the connection ends after its bytes",
            arguments: ["reset", "close"], positions + [1_000, 2_000])
        func inAnswer(kind: String, after: Int) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"\#(kind)","at":"in-answer","after":\#(after)"#)
                let answer = try await server.answerToEnd(download)
                #expect(answer.head["content-length"] == "1000" && !answer.head.closes)
                #expect(answer.body == Array(telling.prefix(after)))
                #expect(answer.end == (kind == "reset" ? .reset : .orderly))
                #expect(try await server.reply(to: download).body == telling)
            }
        }

        @Test("before the body the connection ends without an answer", arguments: ["reset", "close"])
        func beforeBody(kind: String) async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"\#(kind)","at":"before-body""#)
                let end = try await server.silentEnd(WireRequest.upload(Form.hello).head)
                #expect(end == (kind == "reset" ? .reset : .orderly))
            }
        }

        @Test("within the request's body the connection ends after its bytes", arguments: ["reset", "close"])
        func inBody(kind: String) async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"\#(kind)","at":"in-body","after":50"#)
                try await server.talk { [port = server.port] connection in
                    let request = WireRequest.upload(Form.hello)
                    try connection.send(request.head + request.body.prefix(49))
                    try connection.staysSilent(whileServing: port)
                    try connection.send([request.body[49]])
                    try connection.endsSilently(kind == "reset" ? .reset : .orderly)
                }
            }
        }

        @Test("a body shorter than that ends the connection with its own end", arguments: ["reset", "close"])
        func inShortBody(kind: String) async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"\#(kind)","at":"in-body","after":5000"#)
                let end = try await server.silentEnd(WireRequest.upload(Form.hello).bytes)
                #expect(end == (kind == "reset" ? .reset : .orderly))
            }
        }

        @Test(
            "without an answer, what was asked for is done or not",
            arguments: ["reset", "close"], [#""commit":true"#, #""commit":false"#, #""times":1"#])
        func beforeAnswer(kind: String, more: String) async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"\#(kind)","operation":"task","at":"before-answer",\#(more)"#)
                let end = try await server.silentEnd(WireRequest.json("POST /v4/tasks", ["text": "t"]).bytes)
                #expect(end == (kind == "reset" ? .reset : .orderly))
                let first = try await server.reply(to: .json("POST /v4/tasks", ["text": "t"]))
                let second = try await server.reply(to: .json("POST /v4/tasks", ["text": "t"]))
                let ids = [first, second].map { $0.task["id"]?.int64Value ?? 0 }
                let before = try await server.reply(to: WireRequest("GET /v4/tasks/\(ids[0] - 1)"))
                #expect((before.status == 200) == (more != #""commit":false"#))
                #expect(ids[1] == ids[0] + 1)
            }
        }

        @Test("a connection that the answer promised to keep is closed behind it")
        func afterAnswer() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"close","at":"after-answer""#)
                let reply = try await server.lastReply(to: WireRequest("GET /v4/tasks/1"))
                #expect(reply.summary == "200" && !reply.closes)
            }
        }

        @Test("writing stops after its bytes, the connection stays open", arguments: positions + [1_000, 5_000])
        func writeStall(after: Int) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"stall","side":"write","after":\#(after)"#)
                let (head, body) = try await server.talk { [port = server.port] connection in
                    try connection.send(download.bytes)
                    let answer = (
                        try connection.replyHead(), try connection.receive(exactly: min(after, telling.count))
                    )
                    // What would come next is a further answer, too.
                    try connection.send(download.bytes)
                    try connection.staysSilent(whileServing: port)
                    return answer
                }
                #expect(head["content-length"] == "1000" && body == Array(telling.prefix(after)))
                #expect(try await server.reply(to: download).body == telling)
                let isGone = try await server.eventually(AbortedRequestTests.health) { _ in server.descriptors == 1 }
                #expect(isGone, "a client that leaves takes its connection along")
            }
        }

        @Test("reading stops, the connection stays open, and no deadline ends it", arguments: [0, 60])
        func readStall(after: Int) async throws {
            try await withServer {
                $0.limits.bodyIdleDeadline = .milliseconds(100)
                $0.limits.lingerDeadline = .milliseconds(100)
            } _: { server in
                try await server.put(
                    ["kind": "stall", "side": "read", "after": .integer(after), "operation": "upload"],
                    ["kind": "delay", "ms": 500, "operation": "task"])
                try await server.talk { [port = server.port] connection in
                    let request = WireRequest.upload(Form.hello)
                    try connection.send(request.head + request.body.prefix(after))
                    // Longer than the deadlines.
                    _ = try RawConnection(port: port).exchange(WireRequest("GET /v4/tasks/1"))
                    try connection.staysSilent(whileServing: port)
                }
                let isGone = try await server.eventually(AbortedRequestTests.health) { _ in server.descriptors == 1 }
                #expect(isGone, "a client that leaves takes its connection along")
            }
        }

        @Test("a client that leaves during a delay takes its connection along")
        func leavingDuringDelay() async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"delay","ms":86400000,"operation":"task""#)
                try await server.talk { try $0.send(WireRequest("GET /v4/tasks/1").bytes) }
                let isGone = try await server.eventually(AbortedRequestTests.health) { _ in server.descriptors == 1 }
                #expect(isGone, "\(server.descriptors)")
            }
        }
    }
}
