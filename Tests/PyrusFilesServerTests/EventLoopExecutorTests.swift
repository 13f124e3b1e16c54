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
        let server = try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                isAccepted.raise()
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        await withTaskGroup { tasks in
            for _ in 0..<10 {
                tasks.addTask(executorPreference: executor) {
                    while !isAccepted.isRaised, !Task.isCancelled { await Task.yield() }
                }
            }
            let client = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            _ = try? await client.connect(host: "127.0.0.1", port: port).get()
        }
        #expect(isAccepted.isRaised)
        try await server.close()
        try await group.shutdownGracefully()
    }

    @Test("one that lets others go first goes on behind all that they have to do")
    func othersFirst() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let executor = EventLoopExecutor(group.next(), turn: .hours(1))
        let (order, done) = AsyncStream.makeStream(of: String.self)
        await Task(executorPreference: executor) {
            await withDiscardingTaskGroup { tasks in
                tasks.addTask {
                    await executor.letOthersGoFirst()
                    done.yield("behind")
                }
                tasks.addTask {
                    for _ in 0..<100 { await Task.yield() }
                    done.yield("first")
                }
            }
        }.value
        done.finish()
        #expect(await order.reduce(into: []) { $0.append($1) } == ["first", "behind"])
        try await group.shutdownGracefully()
    }

    @Test("one that lets others go first goes on although they always have something to do", .timeLimit(.minutes(1)))
    func notForever() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (executor, isOn) = (EventLoopExecutor(group.next()), Flag())
        await withTaskGroup { tasks in
            for _ in 0..<10 {
                tasks.addTask(executorPreference: executor) {
                    while !isOn.isRaised, !Task.isCancelled { await Task.yield() }
                }
            }
            tasks.addTask(executorPreference: executor) {
                await executor.letOthersGoFirst()
                isOn.raise()
            }
        }
        #expect(isOn.isRaised)
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
