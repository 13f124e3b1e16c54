import NIOCore
import NIOPosix
import Testing

@testable import PyrusFilesServer

/// The tasks of connections, on the loop that looks after their sockets.
@Suite("The event loop's executor")
struct EventLoopExecutorTests {
    @Test("tasks that always have something left to do keep no socket waiting", .timeLimit(.minutes(1)))
    func turns() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (loop, isAccepted) = (group.next(), Flag())
        let executor = EventLoopExecutor(loop)
        let busy = (0..<10).map { _ in
            Task(executorPreference: executor) {
                while !isAccepted.isRaised, !Task.isCancelled { await Task.yield() }
            }
        }
        defer { for task in busy { task.cancel() } }
        let server = try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                isAccepted.raise()
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(to: try #require(server.localAddress)).get()
        for task in busy { await task.value }
        try? await client.close()
        try await server.close()
        try await group.shutdownGracefully()
    }

    @Test("all connections of a loop have one executor, and each loop its own")
    func executors() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let (one, other) = (group.next(), group.next())
        let executors = EventLoopExecutors()
        #expect(executors.executor(of: one) === executors.executor(of: one))
        #expect(executors.executor(of: one) !== executors.executor(of: other))
        try await group.shutdownGracefully()
    }
}
