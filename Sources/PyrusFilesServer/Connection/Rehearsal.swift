import NIOEmbedded
import PyrusFiles

/// What the first connection of a process would otherwise wait for.
package enum Rehearsal {
    /// Makes a connection's pipeline once and drops it. The runtime looks up what each kind of handler can do when it first
    /// meets one: among thousands of conformances, which for all of them takes longer than the request itself.
    package static func run() {
        let (limits, channel) = (Limits(), EmbeddedChannel())
        let guarding = ConnectionGuard(limits: limits, isQuiescing: Flag())
        let pipeline = channel.pipeline.syncOperations
        try? pipeline.addHandler(SocketReset())
        try? pipeline.addHTTP(guarding, limits, trace: ConnectionTrace(), interception: nil, approach: Approach())
        _ = try? channel.finish()
    }
}
