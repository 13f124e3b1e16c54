import NIOCore

/// What a fault does to the time of a request under way. Sent down the pipeline, where ``ConnectionGuard`` takes it.
enum Hold: Sendable {
    /// Nothing.
    case none
    /// The request's body is read slowly.
    case slowRead
    /// The answer is written slowly. That its client left shows in the writing.
    case slowWrite
    /// Nothing moves.
    case still

    /// Whether a client that sends no more is taken for one that left: nothing else would tell.
    var endsWithInput: Bool { self == .slowRead || self == .still }
}

extension Peer {
    func hold(_ hold: Hold) { channel.triggerUserOutboundEvent(hold, promise: nil) }

    /// Stands still until the time is up; without one, for good.
    ///
    /// - Throws: once the connection is closed: the client left, or the server stops.
    func standStill(for time: TimeAmount? = nil) async throws {
        let end = channel.eventLoop.makePromise(of: Void.self)
        let timer = time.map { channel.eventLoop.scheduleTask(in: $0) { end.succeed() } }
        channel.closeFuture.whenComplete { _ in end.fail(ChannelError.ioOnClosedChannel) }
        hold(.still)
        defer {
            timer?.cancel()
            hold(.none)
        }
        try await end.futureResult.get()
    }
}
