import HTTPTypes
import PyrusFiles
import PyrusFilesStore
import Synchronization
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// Requests without a connection.
    @Suite("Requests without a socket")
    struct RespondTests {
        @Test("a server answers that does not listen, under localhost")
        func notListening() async throws {
            let server = try PyrusFilesServer()
            let file = try await server.files.add(telling, name: "a")
            let request = HTTPRequest(
                method: .get, scheme: nil, authority: nil, path: "/_control/files/\(file.file.id)")
            let answer = try await server.respond(to: request)
            #expect(answer.head.status == .ok)
            let url = try JSON(parsing: answer.body)["url"]?.stringValue
            #expect(url == "http://localhost/services/attachment?Id=\(file.file.id)")
            await server.stop()
            await #expect { try await server.respond(to: request) } throws: { error in
                (error as? PyrusFilesServer.BrokenAnswer)?.end == .stopped
            }
        }

        @Test("a request without an authority has the server's own")
        func authority() async throws {
            try await withServer { server in
                _ = try await server.running.files.add(telling, name: "a", id: 9)
                var request = WireRequest("GET /_control/files/9").request
                request.authority = nil
                let answer = try await server.running.respond(to: request)
                let url = try JSON(parsing: answer.body)["url"]?.stringValue
                #expect(url == "\(server.running.addresses.files)services/attachment?Id=9")
            }
        }

        @Test("a body comes in pieces, and an answer goes in pieces")
        func pieces() async throws {
            try await withServer { server in
                let piece = [UInt8](repeating: 0x61, count: 1 << 20)
                let body = CountedPieces(head: Form.head(), piece: piece, count: 64, tail: Form.tail)
                let answer = try await server.running.respond(to: WireRequest.unframedUpload.request, body: body)
                #expect(answer.head.status == .ok)
                let guid = try #require(try JSON(parsing: answer.body)["guid"]?.stringValue)
                #expect(try await server.reply(to: .comment(.string(guid))).status == 200)
                let file = try #require(try await server.running.files.attached().last?.file)
                #expect(file.size == 64 << 20)

                let taken = Mutex<Int64>(0)
                let head = try await server.running.server.respond(
                    to: WireRequest("GET /v4/files/download/\(file.id)").request, body: AsyncStream { $0.finish() }
                ) { piece in
                    taken.withLock { $0 += Int64(piece.count) }
                }
                #expect(head.headerFields[.contentLength] == "\(file.size)" && taken.withLock { $0 } == file.size)
            }
        }

        @Test("a body that is refused by its head is not asked for")
        func notAsked() async throws {
            try await withServer { server in
                let body = CountedPieces(head: Form.head(), piece: [0x61], count: 1, tail: Form.tail)
                let request = WireRequest.unframedUpload.authorized(by: "wrong").request
                let answer = try await server.running.respond(to: request, body: body)
                #expect(answer.head.status.code == 401)
                #expect(body.asked.withLock { $0 } == 0)
            }
        }

        @Test("what a body throws is thrown, and nothing is stored")
        func failingBody() async throws {
            struct Own: Error {}
            try await withServer { server in
                let body = AsyncThrowingStream<[UInt8], any Error> { pieces in
                    pieces.yield(Form.head())
                    pieces.finish(throwing: Own())
                }
                await #expect(throws: Own.self) {
                    try await server.running.respond(to: WireRequest.unframedUpload.request, body: body)
                }
                let uploads = try await server.running.files.uploads()
                #expect(uploads.isEmpty)
                #expect(server.running.requests.all().first?.status == 400)
            }
        }

        @Test("an answer that is longer than its caller wants is not collected")
        func tooLong() async throws {
            try await withServer { server in
                _ = try await server.running.files.add(telling, name: "a", id: 9)
                let request = WireRequest("GET /v4/files/download/9").request
                await #expect { try await server.running.respond(to: request, atMost: 999) } throws: { error in
                    (error as? PyrusFilesServer.BrokenAnswer)?.end == .tooLong
                }
                #expect(try await server.running.respond(to: request, atMost: 1_000).body == telling)
            }
        }

        @Test(
            "a fault that holds a request lets its caller leave",
            arguments: [
                "stall; side=read", "stall; side=write", "delay; ms=3600000", "slow-read; rate=1", "slow-write; rate=1",
            ])
        func cancelled(fault: String) async throws {
            try await withServer { server in
                let request = WireRequest.upload(Form.hello).adding("X-Pyrus-Fault: \(fault)")
                let caller = Task { try await server.running.respond(to: request.request, body: request.body) }
                try await eventually { server.running.requests.all().first?.faults.isEmpty == false }
                caller.cancel()
                await #expect(throws: CancellationError.self) { try await caller.value }
            }
        }
    }
}

/// A form in pieces, which counts those that were asked for.
private final class CountedPieces: AsyncSequence, Sendable {
    struct Iterator: AsyncIteratorProtocol {
        let pieces: CountedPieces
        var next = 0

        mutating func next() async -> [UInt8]? {
            pieces.asked.withLock { $0 += 1 }
            defer { next += 1 }
            switch next {
            case 0: return pieces.head
            case 1...pieces.count: return pieces.piece
            case pieces.count + 1: return pieces.tail
            default: return nil
            }
        }
    }

    let head: [UInt8]
    let piece: [UInt8]
    let count: Int
    let tail: [UInt8]
    let asked = Mutex(0)

    init(head: [UInt8], piece: [UInt8], count: Int, tail: [UInt8]) {
        (self.head, self.piece, self.count, self.tail) = (head, piece, count, tail)
    }

    func makeAsyncIterator() -> Iterator { Iterator(pieces: self) }
}
