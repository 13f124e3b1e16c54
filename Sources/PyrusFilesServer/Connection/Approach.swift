import Synchronization

/// How a connection's requests come here: learnt from its first bytes, read by those who answer.
final class Approach: Sendable {
    private let state = Mutex((isSecure: false, tunnel: Authority?.none))

    /// Whether they are encrypted on their way.
    var isSecure: Bool {
        get { state.withLock { $0.isSecure } }
        set { state.withLock { $0.isSecure = newValue } }
    }

    /// What the tunnel that they come through was asked for.
    var tunnel: Authority? {
        get { state.withLock { $0.tunnel } }
        set { state.withLock { $0.tunnel = newValue } }
    }
}
