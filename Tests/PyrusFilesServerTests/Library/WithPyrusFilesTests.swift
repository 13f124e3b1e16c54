import Foundation
import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// A server's life, from Swift.
    @Suite("Starting and stopping in Swift")
    struct WithPyrusFilesTests {
        private struct Own: Error {}

        @Test("a server is there for the closure alone, whose value comes back")
        func value() async throws {
            let running = try await withPyrusFiles { server in
                let reply = try await TestServer(server).reply(to: WireRequest("GET /v4/tasks/1"))
                #expect(reply.status == 200)
                return server
            }
            #expect(throws: (any Error).self) { try RawConnection(port: TestServer(running).port) }
            #expect(access(running.dataFolder, F_OK) != 0)
        }

        @Test("its addresses, token, login, key and task are good for a request")
        func credentials() async throws {
            var configuration = PyrusFilesConfiguration()
            configuration.accounts = [Credentials(login: "ann@a.test", securityKey: "secret")]
            configuration.accessToken = "given"
            configuration.tasks = [12]
            try await withPyrusFiles(configuration) { server in
                #expect(server.addresses.api == server.addresses.origin + "/v4/")
                let testing = try TestServer(server)
                let task = WireRequest("GET /v4/tasks/\(server.taskID)").authorized(by: server.accessToken)
                #expect(try await testing.reply(to: task).summary == "200")
                let login: JSON = ["login": .string(server.login), "security_key": .string(server.securityKey)]
                #expect(try await testing.reply(to: .json("POST /v4/auth", login)).summary == "200")
            }
        }

        @Test("it ends with an error of the closure, too")
        func failure() async throws {
            var running: PyrusFilesServer.Running?
            await #expect(throws: Own.self) {
                try await withPyrusFiles { server in
                    running = server
                    throw Own()
                }
            }
            let port = try TestServer(try #require(running)).port
            #expect(throws: (any Error).self) { try RawConnection(port: port) }
        }

        @Test("it ends with its task, although a client in it waits for an answer that never comes")
        func cancellation() async throws {
            let (servers, known) = AsyncStream.makeStream(of: TestServer.self)
            let task = Task {
                try await withPyrusFiles { running in
                    let server = try TestServer(running)
                    try running.faults.set(.stall(.read))
                    known.yield(server)
                    // This knows nothing of tasks.
                    _ = try await server.reply(to: .upload(Form.hello))
                }
            }
            let server = try #require(await servers.first { _ in true })
            try await eventually { server.running.faults.all.first?.used == 1 }
            task.cancel()
            await #expect(throws: RawConnection.Failure.closed) { try await task.value }
            #expect(throws: (any Error).self) { try RawConnection(port: server.port) }
        }

        @Test("it can be used on an actor, whose state it changes")
        @MainActor func isolation() async throws {
            var statuses: [Int] = []
            try await withPyrusFiles { server in
                MainActor.assertIsolated()
                statuses.append(try await TestServer(server).reply(to: WireRequest("GET /v4/tasks/1")).status)
            }
            #expect(statuses == [200])
        }

        @Test("a port that is in use is said by a sentence, and leaves nothing behind")
        func portInUse() async throws {
            try await withPyrusFiles { first in
                var configuration = PyrusFilesConfiguration()
                configuration.port = Int(try TestServer(first).port)
                let second = try PyrusFilesServer(configuration: configuration)
                await #expect {
                    try await second.start()
                } throws: {
                    "\($0)" == "Can't listen on 127.0.0.1:\(configuration.port): the port is in use."
                }
                #expect(access(second.service.store.folder, F_OK) != 0)
            }
        }

        @Test("it starts once, and stops as often as one likes")
        func once() async throws {
            let server = try PyrusFilesServer()
            let running = try await server.start()
            await #expect { try await server.start() } throws: { "\($0)".hasPrefix("A server can be started once") }
            await running.stop()
            await server.stop()
            await #expect { try await server.run() } throws: { "\($0)".hasPrefix("A server can be started once") }
            #expect(access(running.dataFolder, F_OK) != 0)
        }

        @Test("one that never started lets go of its folder")
        func neverStarted() async throws {
            let server = try PyrusFilesServer()
            let folder = server.service.store.folder
            #expect(access(folder, F_OK) == 0)
            await server.stop()
            #expect(access(folder, F_OK) != 0)
        }

        @Test("a start whose task is cancelled leaves nothing behind")
        func cancelledStart() async throws {
            let server = try PyrusFilesServer()
            let start = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await server.start()
            }
            await #expect(throws: CancellationError.self) { try await start.value }
            #expect(access(server.service.store.folder, F_OK) != 0)
        }
    }
}
