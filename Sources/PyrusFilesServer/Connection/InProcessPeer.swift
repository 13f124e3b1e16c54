import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes
import Synchronization

/// A caller in this process, who takes the answer without a connection: piece by piece, the next when the one before is
/// taken. It runs on the caller's task, and is gone with it.
final class InProcessPeer: Peer {
    /// How the answer came.
    struct Outcome: Sendable {
        /// Its head; not that of an interim answer.
        var head: HTTPResponse?
        /// The bytes of its body.
        var count: Int64 = 0
        /// Whether its end was said.
        var isEnded = false
        var isReset = false
        /// Whether there were bytes that are no HTTP.
        var isMalformed = false
    }

    private let state = Mutex(Outcome())
    private let take: @Sendable ([UInt8]) async throws -> Void

    let isSecure: Bool

    /// - Parameter take: is handed the bytes of the body.
    init(isSecure: Bool, take: @escaping @Sendable ([UInt8]) async throws -> Void) {
        self.isSecure = isSecure
        self.take = take
    }

    var outcome: Outcome { state.withLock { $0 } }

    var isLoopback: Bool { true }
    var localAddress: SocketAddress? { nil }
    var isActive: Bool { !Task.isCancelled }
    var isQuiescing: Bool { false }

    func send(_ response: Response) async throws {
        try await write(.head(response.head))
        try await response.body.write(PeerBodyWriter(peer: self))
    }

    func write(_ part: HTTPResponsePart) async throws {
        switch part {
        case .head(let head): if head.status.kind != .informational { state.withLock { $0.head = head } }
        case .body(let piece): try await take(piece)
        case .end: state.withLock { $0.isEnded = true }
        }
    }

    func raw(_ bytes: ByteBuffer) async throws {
        state.withLock { $0.isMalformed = true }
        try await take(bytes)
    }

    private func take(_ piece: ByteBuffer) async throws {
        let bytes = state.withLock { state in
            // What is longer than its head says is no part of it: so any client reads it.
            let length = state.isMalformed ? nil : state.head?.contentLength
            let bytes = Array(piece.readableBytesView.prefix(Int(clamping: (length ?? .max) - state.count)))
            state.count += Int64(bytes.count)
            return bytes
        }
        if !bytes.isEmpty { try await take(bytes) }
    }

    /// It has taken what it was handed.
    func pause() async throws {}

    /// Its time is its caller's own.
    func hold(_ hold: Hold) {}

    func standStill(for time: TimeAmount?) async throws {
        guard let time else {
            while true { try await Task.sleep(for: .seconds(86_400)) }
        }
        try await Task.sleep(for: .nanoseconds(time.nanoseconds))
    }

    func reset() async throws { state.withLock { $0.isReset = true } }
}

extension InProcessPeer.Outcome {
    /// Whether a client would take the answer for whole.
    ///
    /// - Parameter method: of the request.
    func isWhole(answering method: HTTPRequest.Method) -> Bool {
        guard let head, isEnded, !isReset, !isMalformed else { return false }
        guard method != .head, ![204, 304].contains(head.status.code) else { return true }
        return head.contentLength.map { $0 == count } ?? true
    }
}

extension HTTPResponse {
    /// How long the body is, as far as the head says it in one word.
    fileprivate var contentLength: Int64? { headerFields[.contentLength].flatMap { Int64($0) } }
}

private struct PeerBodyWriter: ResponseBodyWriter {
    let peer: InProcessPeer

    mutating func write(_ buffer: ByteBuffer) async throws { try await peer.write(.body(buffer)) }

    consuming func finish(_ trailers: HTTPFields?) async throws { try await peer.write(.end(trailers)) }
}
