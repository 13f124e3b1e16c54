import NIOCore

/// Bytes at a rate, from the moment it is made: the first piece goes at once, the others when their time has come.
struct Pace: Sendable {
    /// In bytes a second.
    private let rate: Int64
    private let peer: any Peer
    private let start = ContinuousClock.now

    init(rate: Int64, peer: any Peer) {
        self.rate = rate
        self.peer = peer
    }

    /// The largest piece: a tenth of a second's bytes.
    var piece: Int { Int(max(1, rate / 10)) }

    /// Waits until the byte at this offset may go.
    ///
    /// - Throws: once the connection is closed.
    func isDue(_ offset: Int64) async throws {
        try await Task.sleep(until: start + .seconds(Double(offset) / Double(rate)), clock: .continuous)
        guard peer.isActive else { throw ChannelError.ioOnClosedChannel }
    }
}
