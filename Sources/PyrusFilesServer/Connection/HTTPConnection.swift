import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import PyrusFiles

/// A connection, from its bytes to its last answer: the pipeline, and the loop that answers one request after another.
struct HTTPConnection: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let stream: ConnectionStream
        let isQuiescing: Flag
        let approach: Approach
        let trace: ConnectionTrace

        var channel: any Channel { stream.channel }
    }

    let answering: RequestAnswering
    let limits: Limits
    let transport: Transport
    let tap: ConnectionTap?
    /// Whether uploads have memory at their disposal.
    let isMemoryAmple: @Sendable () -> Bool
    let connections = OpenConnections()
    let memory = ConnectionMemory()
    let executors = EventLoopExecutors()

    // MARK: The pipeline

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard connections.enter(channel, atMost: DescriptorLimit.connections(wanted: limits.maxConnections)) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(TooManyConnections())
        }
        return channel.eventLoop.makeCompletedFuture {
            let isQuiescing = Flag()
            let approach = Approach()
            let trace = ConnectionTrace()
            let connection = ConnectionGuard(limits: limits, isQuiescing: isQuiescing)
            try channel.syncOptions?.setOption(
                .recvAllocator,
                value: ReadSize(connection.subject, most: transport.longestRead, isMemoryAmple: isMemoryAmple))
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(SocketReset())
            try transport.addHandler(to: pipeline, approach, limits)
            if let tap { try pipeline.addHandler(tap.handler()) }
            try pipeline.addHTTP(
                connection, limits, trace: trace, interception: transport.interception, approach: approach)
            return Value(
                stream: ConnectionStream(
                    try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(
                            backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4),
                            isOutboundHalfClosureEnabled: false))),
                isQuiescing: isQuiescing, approach: approach, trace: trace)
        }
    }

    // MARK: The loop

    func handle(value: Value, logger: Logger) async {
        memory.connectionBegan()
        let executor = executors.executor(of: value.channel.eventLoop)
        await withTaskExecutorPreference(executor) { await answer(on: value, executor) }
        memory.connectionEnded()
    }

    private func answer(on value: Value, _ executor: EventLoopExecutor) async {
        let channel = value.channel
        // Of the request that is being answered, or was the last one.
        var recording: Recording?
        await withTaskCancellationHandler {
            // What is thrown here is a connection that broke: there is nobody left to tell.
            try? await value.stream.take().executeThenClose { parts, answers in
                var parts: any RequestParts = parts.makeAsyncIterator()
                let peer = ConnectionPeer(
                    channel: channel, outbound: answers, approach: value.approach, isQuiescing: value.isQuiescing)
                while try await answering.answerNext(&parts, peer, value.trace, &recording) {
                    // Whoever sends requests without waiting for the answers has one answered when nobody else waits.
                    if value.trace.isNextThere { await executor.letOthersGoFirst() }
                }
                try await channel.triggerUserOutboundEvent(ConnectionGuard.LingeringClose()).get()
                try await channel.closeFuture.get()
            }
        } onCancel: {
            channel.close(promise: nil)
        }
        recording?.connectionEnded()
    }
}

private struct TooManyConnections: Error {}
