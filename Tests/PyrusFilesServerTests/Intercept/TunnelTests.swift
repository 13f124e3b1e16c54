import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// A server that intercepts, seen from the wire, where tunnels carry plain bytes.
    @Suite("Tunnels")
    struct TunnelTests {
        private func withProxy<Value>(
            allowing listener: Listener? = nil, _ configure: (inout PyrusFilesConfiguration) -> Void = { _ in },
            _ body: (TestServer) async throws -> Value
        ) async throws -> Value {
            try await withServer(
                { configuration in
                    configuration.intercepts = true
                    if let listener, let host = try? AllowedHost("127.0.0.1:\(listener.port)") {
                        configuration.allowedHosts = [host]
                    }
                    configure(&configuration)
                }, body)
        }

        private static func connect(_ target: String) -> [UInt8] {
            Array("CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n\r\n".utf8)
        }

        private static let task = WireRequest(
            "GET /v4/tasks/1", ["Host: api.pyrus.com", WireRequest.token])

        @Test("a tunnel to a host of Pyrus ends here, however it is cut into reads, and its URLs are the real ones")
        func inside() async throws {
            try await withProxy { server in
                let bytes = Self.connect("api.pyrus.com:443") + Self.task.bytes
                for cut in stride(from: 0, to: bytes.count, by: 7) {
                    let replies = try await server.talk { connection in
                        try connection.send(Array(bytes[..<cut]))
                        try connection.send(Array(bytes[cut...]))
                        return [try connection.reply(hasBody: false), try connection.reply()]
                    }
                    #expect(replies.map(\.status) == [200, 200], "\(cut)")
                    #expect(replies[0].fields.isEmpty && replies[1].task["id"] == 1)
                }
                let answer = try await server.talk { connection in
                    try connection.send(Self.connect("ACCOUNTS.pyrus.com.:8443"))
                    _ = try connection.reply(hasBody: false)
                    var request = WireRequest.json("POST /api/v4/auth", ["login": "a@b.test", "security_key": "k"])
                    request.fields[0] = "Host: accounts.pyrus.com"
                    return try connection.exchange(request).json
                }
                #expect(answer["api_url"] == "https://api.pyrus.com/v4/")
                #expect(answer["files_url"] == "https://files.pyrus.com/")
            }
        }

        @Test("whatever else is asked for is refused, and the server serves on")
        func outside() async throws {
            try await withProxy { server in
                for target in ["example.com:443", "xpyrus.com:443", "api.pyrus.com.example.com:443", "10.0.0.1:443"] {
                    let reply = try await server.talk { connection in
                        try connection.send(Self.connect(target))
                        return try connection.lastReply()
                    }
                    #expect(reply.status == 403, "\(target)")
                    #expect(reply.json["Message"]?.stringValue?.contains("--allow-host") == true)
                }
                let absolute = WireRequest("POST http://example.com/a", ["Host: example.com", "Content-Length: 3"])
                #expect(try await server.lastReply(to: absolute).status == 403)
                let encrypted = WireRequest("GET https://example.com/a", ["Host: example.com"])
                #expect(try await server.lastReply(to: encrypted).status == 403)
                #expect(try await server.reply(to: WireRequest("GET /v4/tasks/1")).status == 200)
            }
        }

        @Test("an absolute target of a host of Pyrus is served")
        func absolute() async throws {
            try await withProxy { server in
                let request = WireRequest("GET http://api.pyrus.com/v4/tasks/1", ["Host: other", WireRequest.token])
                let reply = try await server.reply(to: request)
                #expect(reply.task["id"] == 1 && !reply.closes)
                let own = WireRequest("GET http://localhost:\(server.port)/_control/health")
                #expect(try await server.reply(to: own).status == 200)
                let control = WireRequest("GET http://api.pyrus.com/_control/health")
                #expect(try await server.reply(to: control).status == 403)
            }
        }

        @Test("CONNECT is taken as a connection's first request only")
        func second() async throws {
            try await withProxy { server in
                let reply = try await server.talk { connection in
                    _ = try connection.exchange(WireRequest("GET /v4/tasks/1"))
                    try connection.send(Self.connect("api.pyrus.com:443"))
                    return try connection.lastReply()
                }
                #expect(reply.status == 400)
            }
            let reply = try await withServer { server in
                try await server.lastReply(to: WireRequest("CONNECT api.pyrus.com:443", ["Host: api.pyrus.com:443"]))
            }
            #expect(reply.status == 501, "without interception there is no proxy")
        }

        @Test("a head that does not end is refused, and one that does not come is late")
        func endless() async throws {
            try await withProxy({ $0.limits.headDeadline = .milliseconds(300) }) { server in
                let endless = try await server.talk { connection in
                    try connection.send(
                        "CONNECT api.pyrus.com:443 HTTP/1.1\r\nX: " + String(repeating: "a", count: 70_000))
                    return try connection.lastReply()
                }
                #expect(endless.status == 400)
                for beginning in [
                    "", "CONN", "CONNECT api.pyrus.com:443 HTTP/1.1\r\nHost:", "GET http://a/ HTTP/1.1\r\n",
                ] {
                    let late = try await server.talk { connection in
                        try connection.send(beginning)
                        return try connection.lastReply()
                    }
                    #expect(late.status == 408, "\(beginning)")
                }
                let tunnel = try await server.talk { connection in
                    try connection.send(Self.connect("api.pyrus.com:443"))
                    _ = try connection.reply(hasBody: false)
                    return try connection.lastReply()
                }
                #expect(tunnel.status == 408)
            }
        }

        @Test("what goes to a host that is let through gets there as it is, both ways, to each side's own end")
        func through() async throws {
            let listener = try Listener()
            try await withProxy(allowing: listener) { server in
                try await server.talk { [port = listener.port] near in
                    try near.send(Self.connect("127.0.0.1:\(port)") + "early".utf8)
                    let far = try listener.accept()
                    #expect(try near.reply(hasBody: false).status == 200)
                    #expect(try far.receive(exactly: 5) == Array("early".utf8))
                    try far.send("hello\u{0}\r\n\r\n")
                    #expect(try near.receive(exactly: 10) == Array("hello\u{0}\r\n\r\n".utf8))
                    // One side ends, the other still sends.
                    near.finishSending()
                    #expect(try far.receiveToEnd() == [])
                    try far.send("last")
                    far.finishSending()
                    #expect(try near.receiveToEnd() == Array("last".utf8))
                }
            }
        }

        @Test("neither side is sent more than it takes, and nothing is lost of what it takes late")
        func pressure() async throws {
            let listener = try Listener()
            let most = 64 << 20
            try await withProxy(allowing: listener) { server in
                let port = server.port
                let counts = try await onThread { [target = listener.port] in
                    let near = try RawConnection(port: port, receiveBuffer: 8_192)
                    try near.send(Self.connect("127.0.0.1:\(target)"))
                    let far = try listener.accept()
                    _ = try near.reply(hasBody: false)
                    // The sender is held up by what nobody reads.
                    let sent = far.sendUntilHeldUp(atMost: most)
                    far.finishSending()
                    return (sent, try near.receiveToEnd().count)
                }
                #expect(counts.0 < most)
                #expect(counts.1 == counts.0)
            }
        }

        @Test("a plain request to a host that is let through is passed on alone, without what is for the proxy")
        func forwarded() async throws {
            let listener = try Listener()
            try await withProxy(allowing: listener) { server in
                try await server.talk { [port = listener.port] near in
                    try near.send(
                        "PUT http://127.0.0.1:\(port)/p?q HTTP/1.1\r\nHost: h\r\nProxy-Connection: close\r\nX-Hop: 1\r\n"
                            + "Connection: x-hop\r\nProxy-Authorization: Basic\r\nX-Name: caf\u{E9}\r\n"
                            + "Content-Length: 4\r\n\r\nbodyGET http://api.pyrus.com/v4/tasks/1 HTTP/1.1\r\n\r\n")
                    let far = try listener.accept()
                    let head = String(decoding: try far.receive(through: "\r\n\r\n"), as: UTF8.self)
                    let lines = head.split(separator: "\r\n").map { $0.lowercased() }
                    #expect(lines.first == "put /p?q http/1.1")
                    #expect(
                        lines.dropFirst().sorted() == [
                            "connection: close", "content-length: 4", "host: 127.0.0.1:\(port)", "x-name: caf\u{E9}",
                        ])
                    #expect(try far.receive(exactly: 4) == Array("body".utf8))
                    try far.send("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")
                    let reply = try near.lastReply()
                    #expect(reply.body == Array("ok".utf8) && reply.closes)
                    #expect(try far.receiveToAnyEnd().bytes == [])
                }
                #expect(server.running.requests.all().isEmpty)
            }
        }

        @Test("an answer that is cut short is cut short on the way, too, and a client that leaves is not waited for")
        func broken() async throws {
            let listener = try Listener()
            try await withProxy(allowing: listener) { server in
                try await server.talk { [port = listener.port] near in
                    try near.send("GET http://127.0.0.1:\(port)/ HTTP/1.1\r\nHost: h\r\n\r\n")
                    do {
                        let far = try listener.accept()
                        _ = try far.receive(through: "\r\n\r\n")
                        try far.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
                        #expect(try near.replyHead().status == 200)
                        #expect(try near.receive(exactly: 4) == Array("half".utf8))
                    }
                    #expect(try near.receiveToAnyEnd().bytes == [])
                }
                let far = try await server.talk { [port = listener.port] near in
                    try near.send("PUT http://127.0.0.1:\(port)/ HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf")
                    return try listener.accept()
                }
                try await onThread { _ = try far.receiveToAnyEnd() }
            }
        }

        @Test("a host that is let through but does not answer is a 502")
        func unreachable() async throws {
            // Nobody listens there any more.
            let port = try Listener().port
            let host = try AllowedHost("127.0.0.1:\(port)")
            try await withProxy({ $0.allowedHosts = [host] }) { server in
                let reply = try await server.talk { connection in
                    try connection.send(Self.connect("127.0.0.1:\(port)"))
                    return try connection.lastReply()
                }
                #expect(reply.status == 502)
            }
        }

        @Test("a tunnel in which nothing moves ends, and one whose side is gone ends on the other too")
        func ends() async throws {
            let listener = try Listener()
            try await withProxy(allowing: listener, { $0.limits.tunnelIdleDeadline = .milliseconds(300) }) { server in
                try await server.talk { [port = listener.port] near in
                    try near.send(Self.connect("127.0.0.1:\(port)"))
                    let far = try listener.accept()
                    _ = try near.reply(hasBody: false)
                    #expect(try near.receiveToAnyEnd().bytes == [])
                    #expect(try far.receiveToAnyEnd().bytes == [])
                }
            }
            try await withProxy(allowing: listener) { server in
                let end = try await server.talk { [port = listener.port] near in
                    try near.send(Self.connect("127.0.0.1:\(port)"))
                    do {
                        let far = try listener.accept()
                        try far.send("sent")
                        _ = try near.reply(hasBody: false)
                        far.resetAtEnd()
                    }
                    return try near.receiveToAnyEnd()
                }
                #expect(end.bytes.count <= 4)
            }
        }

        @Test("a stop ends tunnels")
        func stop() async throws {
            let listener = try Listener()
            let (near, far) = try await withProxy(allowing: listener) { server in
                try await server.talk { [port = listener.port] near in
                    try near.send(Self.connect("127.0.0.1:\(port)"))
                    let far = try listener.accept()
                    _ = try near.reply(hasBody: false)
                    return (near, far)
                }
            }
            #expect(try await onThread { try near.receiveToAnyEnd().bytes } == [])
            #expect(try await onThread { try far.receiveToAnyEnd().bytes } == [])
        }
    }
}
