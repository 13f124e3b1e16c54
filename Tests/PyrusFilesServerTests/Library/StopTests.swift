import Foundation
import PyrusFiles
import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// What is left of a server that was stopped.
    @Suite("The end of a server")
    struct StopTests {
        @Test("a server stops within a second, with uploads in their midst and requests that faults hold")
        func underWay() async throws {
            let running = try await PyrusFilesServer().start()
            let server = try TestServer(running)
            let half = WireRequest.unframedUpload.adding("Content-Length: 100000000").head + Form.head()
            let held = ["stall; side=read", "stall; side=read; after=3", "delay; ms=3600000", "slow-read; rate=1"]
            let file = try await running.files.add(telling, name: "a")
            var clients: [Task<Void, any Error>] = (0..<4).map { index in
                Task {
                    try await server.talk { connection in
                        try connection.send(half + [UInt8](repeating: 0x61, count: index * (4 << 20)))
                        _ = try connection.receiveToAnyEnd()
                    }
                }
            }
            clients += held.map { fault in
                Task { _ = try await server.reply(to: .upload(Form.hello).adding("X-Pyrus-Fault: \(fault)")) }
            }
            clients += ["stall; side=write", "slow-write; rate=1", "dribble; size=1"].map { fault in
                let request = WireRequest("GET /v4/files/download/\(file.file.id)").adding("X-Pyrus-Fault: \(fault)")
                return Task { _ = try await server.reply(to: request) }
            }
            clients += held.map { fault in
                Task {
                    _ = try await running.respond(
                        to: WireRequest.upload(Form.hello).adding("X-Pyrus-Fault: \(fault)").request,
                        body: Form.hello)
                }
            }
            let (pieces, piece) = AsyncStream.makeStream(of: [UInt8].self)
            piece.yield(Form.head())
            clients.append(Task { _ = try await running.respond(to: WireRequest.unframedUpload.request, body: pieces) })
            let count = clients.count
            // The three downloads have begun to be answered, and nothing else has.
            try await eventually {
                running.requests.all().count == count && running.requests.all(status: 200).count == 3
            }

            let duration = await ContinuousClock().measure { await running.stop() }
            #expect(duration < .seconds(1))
            for client in clients {
                _ = await withTaskCancellationHandler {
                    await client.result
                } onCancel: {
                    client.cancel()
                }
            }
            #expect(Descriptors.of(server).isEmpty)
        }

        @Test("connections that were accepted a moment ago are closed, and nothing else happens")
        func accepted() async throws {
            for _ in 0..<20 {
                let connections = try await withServer { server in
                    try await onThread { [port = server.port] in
                        try (0..<100).map { _ in try RawConnection(port: port) }
                    }
                }
                try await onThread { for connection in connections { _ = try connection.receiveToAnyEnd() } }
            }
        }

        @Test("200 starts and stops leave no descriptor, no thread and no object behind", .timeLimit(.minutes(3)))
        func repeated() async throws {
            let servers = WeakReferences()
            for _ in 0..<5 { try await live(servers) }
            let (threads, descriptors) = (Self.count("/proc/self/task"), Self.count("/dev/fd"))
            for _ in 0..<200 { try await live(servers) }
            // Other tests of the process have some of their own; each of ours would leave one at least.
            #expect(Self.count("/proc/self/task") < threads + 100)
            #expect(Self.count("/dev/fd") < descriptors + 100)
            try await eventually { servers.alive == 0 }
        }

        /// A server's life, with a request under way at its end, of which no descriptor is left.
        private func live(_ servers: WeakReferences) async throws {
            let server = try TestServer(try await PyrusFilesServer().start())
            servers.add(server.running.server)
            servers.add(server.running.server.service.store)
            _ = try await server.uploaded()
            let stalled = Task {
                _ = try await server.reply(to: .upload(Form.hello).adding("X-Pyrus-Fault: stall; side=read"))
            }
            try await eventually { server.running.requests.all().last?.faults == ["stall"] }
            #expect(!Descriptors.of(server).isEmpty)
            await server.running.stop()
            #expect(Descriptors.of(server).isEmpty)
            _ = await stalled.result
        }

        private static func count(_ folder: String) -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
        }
    }
}

/// Objects that are to be gone.
private final class WeakReferences {
    private struct Reference {
        weak var object: AnyObject?
    }

    private var references: [Reference] = []

    func add(_ object: AnyObject) { references.append(Reference(object: object)) }

    var alive: Int { references.count { $0.object != nil } }
}

/// The open files of this process that are a server's: in its data folder, or a socket of its port.
private enum Descriptors {
    static func of(_ server: TestServer) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        let files = names.compactMap { name in
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
        }
        return files.filter { $0.hasPrefix(server.running.dataFolder) } + server.sockets
    }
}
