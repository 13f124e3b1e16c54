import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The way of an answer to its client. What is written piece by piece goes out piece by piece.
struct AnswerWire: Sendable {
    let peer: any Peer

    /// A whole answer.
    func send(_ response: Response) async throws { try await peer.send(response) }

    func head(_ head: HTTPResponse) async throws { try await write(.head(head)) }

    func body(_ piece: ByteBuffer) async throws {
        guard piece.readableBytes > 0 else { return }
        try await write(.body(piece))
    }

    func end() async throws { try await write(.end(nil)) }

    /// Bytes that are no HTTP, or not yet.
    func raw(_ bytes: ByteBuffer) async throws { try await peer.raw(bytes) }

    private func write(_ part: HTTPResponsePart) async throws {
        try await peer.write(part)
        try await peer.pause()
    }
}
