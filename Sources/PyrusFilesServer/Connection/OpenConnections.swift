import NIOCore
import Synchronization

/// The connections there are.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isOver = false
    }

    private let state = Mutex(State())

    /// Counts one in, until it closes; `false`, and it is not counted, where there are `limit` already.
    func enter(_ channel: any Channel, atMost limit: Int) -> Bool {
        let id = ObjectIdentifier(channel)
        let isTaken = state.withLock { state in
            guard !state.isOver, state.channels.count < limit else { return false }
            state.channels[id] = channel
            return true
        }
        if isTaken { channel.closeFuture.whenComplete { _ in self.leave(id) } }
        return isTaken
    }

    private func leave(_ id: ObjectIdentifier) { state.withLock { _ = $0.channels.removeValue(forKey: id) } }

    /// Closes those that are left, takes no more, and returns once they are gone.
    ///
    /// Of a server that stops, these are connections that came so late that nobody has begun to handle them.
    func close() async {
        state.withLock { $0.isOver = true }
        await drop()
    }

    /// Closes those that there are, and returns once they are gone.
    func drop() async {
        for channel in state.withLock({ Array($0.channels.values) }) {
            channel.close(promise: nil)
            try? await channel.closeFuture.get()
        }
    }
}
