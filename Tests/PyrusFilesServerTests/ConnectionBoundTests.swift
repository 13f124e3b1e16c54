import PyrusFiles
import Testing

extension ServerTests {
    /// How many connections there may be, and how long one is drained (AUTH-06).
    @Suite("Bounds of connections")
    struct ConnectionBoundTests {
        static let short = Duration.milliseconds(300)

        struct Draining: Sendable, CustomTestStringConvertible {
            let testDescription: String
            var keepsSending = true
            let configure: @Sendable (inout Limits) -> Void
        }

        @Test(
            "the draining of a refused body is bounded",
            arguments: [
                Draining(testDescription: "in time") { $0.lingerDeadline = short },
                Draining(testDescription: "in bytes") { $0.lingerBytes = 1 << 20 },
                Draining(testDescription: "in silence", keepsSending: false) { $0.lingerIdleDeadline = short },
            ])
        func lingering(draining: Draining) async throws {
            try await withServer({ draining.configure(&$0.limits) }) { server in
                let connection = try await server.talk { connection in
                    let request = WireRequest.unframedUpload.authorized(by: "nobody's")
                    try connection.send(request.adding("Content-Length: 2000000000").head)
                    _ = try connection.lastReply()
                    let piece = [UInt8](repeating: 0x61, count: 65_536)
                    while draining.keepsSending, (try? connection.send(piece)) != nil {}
                    return connection
                }
                let isClosed = try await server.eventually(AbortedRequestTests.health) { _ in server.descriptors == 1 }
                #expect(isClosed, "\(server.descriptors) descriptors")
                withExtendedLifetime(connection) {}
            }
        }

        @Test("a connection past the most there may be is closed without an answer")
        func tooMany() async throws {
            try await withServer({ $0.limits.maxConnections = 2 }) { server in
                let held = try await server.talk { [port = server.port] connection in
                    let second = try RawConnection(port: port)
                    _ = try connection.exchange(AbortedRequestTests.health)
                    _ = try second.exchange(AbortedRequestTests.health)
                    let third = try RawConnection(port: port)
                    guard try third.receiveToEnd().isEmpty else { throw RawConnection.Failure.garbled("third") }
                    return [connection, second]
                }
                let replies = try await onThread { try held.map { try $0.exchange(AbortedRequestTests.health).status } }
                #expect(replies == [200, 200])
            }
        }

        @Test("a connection that ends makes room for another")
        func roomAgain() async throws {
            try await withServer({ $0.limits.maxConnections = 1 }) { server in
                _ = try await server.lastReply(to: AbortedRequestTests.health.adding("Connection: close"))
                let end = ContinuousClock.now + .seconds(10)
                var status: Int?
                while status == nil, ContinuousClock.now < end {
                    status = try? await server.reply(to: AbortedRequestTests.health).status
                }
                #expect(status == 200)
            }
        }
    }
}
