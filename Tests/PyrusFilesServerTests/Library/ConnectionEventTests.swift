import PyrusFilesServer
import Synchronization
import Testing

/// What goes over connections is told to whoever asks.
@Suite("Events of connections", .timeLimit(.minutes(5)))
struct ConnectionEventTests {
    private final class Seen: Sendable {
        private let events = Mutex<[ConnectionEvent]>([])

        func add(_ event: ConnectionEvent) { events.withLock { $0.append(event) } }

        /// A word for each event, pieces of one direction together; and how a connection ended.
        func words(of connection: Int) -> [String] {
            events.withLock { events in
                events.filter { $0.connection == connection }.reduce(into: [String]()) { words, event in
                    let word =
                        switch event.kind {
                        case .opened: "opened"
                        case .received: "received"
                        case .sent: "sent"
                        case .ended(let isReset): isReset ? "reset" : "ended"
                        }
                    if words.last != word { words.append(word) }
                }
            }
        }

        func bytes(received isReceived: Bool) -> String {
            let events = events.withLock { $0 }
            let pieces = events.map { event -> [UInt8] in
                switch event.kind {
                case .received(let bytes): isReceived ? bytes : []
                case .sent(let bytes): isReceived ? [] : bytes
                case .opened, .ended: []
                }
            }
            return String(decoding: pieces.joined(), as: UTF8.self)
        }
    }

    @Test("a request and its answer are told as they went, and how the connection ended")
    func exchange() async throws {
        let seen = Seen()
        try await Self.server(seen) { server in
            let request = WireRequest("GET /v4/tasks/1").adding("Connection: close")
            let answer = try await TestServer(server).talk { connection in
                try connection.send(request.head)
                return try connection.receiveToAnyEnd().bytes
            }
            #expect(seen.bytes(received: true).hasPrefix("GET /v4/tasks/1 HTTP/1.1\r\n"))
            #expect(seen.bytes(received: false) == String(decoding: answer, as: UTF8.self))
        }
        #expect(seen.words(of: 1) == ["opened", "received", "sent", "ended"])
    }

    @Test("a reset is told as one")
    func reset() async throws {
        let seen = Seen()
        try await Self.server(seen) { server in
            try server.faults.set(.reset(.beforeAnswer()))
            await #expect(throws: RawConnection.Failure.reset) {
                _ = try await TestServer(server).reply(to: WireRequest("GET /v4/tasks/1"))
            }
        }
        #expect(seen.words(of: 1) == ["opened", "received", "reset"])
    }

    private static func server(
        _ seen: Seen, _ body: (PyrusFilesServer.Running) async throws -> Void
    ) async throws {
        var configuration = PyrusFilesConfiguration()
        configuration.onConnectionEvent = { seen.add($0) }
        try await withPyrusFiles(configuration, body)
    }
}
