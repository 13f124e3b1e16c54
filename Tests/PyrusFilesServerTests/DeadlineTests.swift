import PyrusFiles
import Testing

extension ServerTests {
    /// Clients that keep the server waiting: row M087 of the catalogue.
    @Suite("Deadlines")
    struct DeadlineTests {
        static let short = Duration.milliseconds(300)
        static let half = WireRequest.upload(Form.hello).bytes.dropLast(10)

        static let chunked =
            WireRequest.unframedUpload.adding("Transfer-Encoding: chunked").head + Array("9\r\nab".utf8)

        struct Stall: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let sent: [UInt8]
            let configure: @Sendable (inout Limits) -> Void
        }

        @Test(
            "M087 a client that stalls is answered 408 and closed, while others are served",
            arguments: [
                Stall(testDescription: "no head", sent: []) { $0.headDeadline = short },
                Stall(testDescription: "half a head", sent: Array("POST /v4/fi".utf8)) { $0.headDeadline = short },
                Stall(testDescription: "half a body", sent: Array(half)) { $0.bodyIdleDeadline = short },
                Stall(testDescription: "no body", sent: WireRequest.upload(Form.hello).head) {
                    $0.bodyIdleDeadline = short
                },
                Stall(testDescription: "half a chunk", sent: Array(chunked)) { $0.bodyIdleDeadline = short },
                Stall(testDescription: "a body below the rate", sent: Array(half)) {
                    $0.bodyRateWindow = short
                    $0.minimumBodyRate = 1 << 20
                },
            ])
        func stalls(stall: Stall) async throws {
            let replies = try await withServer({ stall.configure(&$0.limits) }) { server in
                try await server.talk { [port = server.port] connection in
                    try connection.send(stall.sent)
                    let other = try RawConnection(port: port).exchange(.upload(Form.hello))
                    return [other, try connection.lastReply()]
                }
            }
            #expect(replies.map(\.summary) == ["200", "408 Message"])
        }

        @Test("a connection that rests too long between requests is closed without a word")
        func rest() async throws {
            let isSilent = try await withServer({ $0.limits.keepAliveDeadline = Self.short }) { server in
                try await server.talk { connection in
                    _ = try connection.exchange(.upload(Form.hello))
                    return try connection.receiveToEnd().isEmpty
                }
            }
            #expect(isSilent)
        }

        @Test("a second request has its own deadlines")
        func secondRequest() async throws {
            let reply = try await withServer({ $0.limits.bodyIdleDeadline = Self.short }) { server in
                try await server.talk { connection in
                    _ = try connection.exchange(.upload(Form.hello))
                    try connection.send(Array(Self.half))
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "408 Message")
        }

        @Test("a client that takes no byte of a download is dropped")
        func unread() async throws {
            try await withServer({ $0.limits.writeIdleDeadline = Self.short }) { server in
                let size = 16 << 20
                let id = try #require(try await server.attached(Form.of(size: size))["id"]?.int64Value)
                let reader = try await server.talk(receiveBuffer: 4_096) { connection in
                    try connection.send(WireRequest("GET /v4/files/download/\(id)").bytes)
                    return connection
                }
                let isDropped = try await server.eventually(AbortedRequestTests.health) { _ in server.descriptors == 1 }
                #expect(isDropped, "\(server.descriptors) descriptors")
                let taken = try await onThread { (try? reader.receiveToEnd().count) ?? 0 }
                #expect(taken < size)
            }
        }

        @Test("M087 a body that trickles in below the rate is answered 408")
        func trickle() async throws {
            let reply = try await withServer { configuration in
                configuration.limits.bodyRateWindow = Self.short
                configuration.limits.minimumBodyRate = 1 << 20
            } _: { server in
                try await server.talk { [port = server.port] connection in
                    let other = try RawConnection(port: port)
                    let request = WireRequest.unframedUpload.adding("Transfer-Encoding: chunked")
                    try connection.send(request.head + Form.head().chunked(last: ""))
                    let end = ContinuousClock.now + .seconds(10)
                    while !connection.hasInput, ContinuousClock.now < end {
                        try connection.send("1\r\na\r\n")
                        _ = try other.exchange(AbortedRequestTests.health)
                    }
                    guard connection.hasInput else { throw RawConnection.Failure.late }
                    return try connection.lastReply()
                }
            }
            #expect(reply.summary == "408 Message")
        }
    }
}
