import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOSSL

/// A request's body, pulled piece by piece: not pulling is the back-pressure.
///
/// A client that waits for `100 Continue` gets it with the first pull and not before, so a request that is refused by
/// its head never invites its body (UPLOAD-15).
///
/// `@unchecked Sendable` by turns: one task reads at a time, that of the connection or one that it awaits. No lock can be held
/// while the next piece is awaited.
final class IncomingBody: @unchecked Sendable {
    /// The body ended before it was whole: its sender is gone, or sends no more.
    struct CutShort: Error {}

    /// What the request declares, in bytes; `nil` for one in chunks. A request without either has no body.
    let declaredLength: Int64?
    private(set) var isComplete = false
    /// The bytes that came so far.
    private(set) var received: Int64 = 0
    private var parts: any RequestParts
    private var invitation: (@Sendable () async throws -> Void)?
    /// What was read ahead of its time.
    private var ahead = ByteBuffer()
    private var failure: (any Error)?
    private var pace: (pace: Pace, given: Int64)?

    /// - Parameter invitation: sends `100 Continue`, where the client waits for it.
    init(head: HTTPRequest, parts: any RequestParts, invitation: (@Sendable () async throws -> Void)?) {
        declaredLength = head.declaredLength
        self.parts = parts
        self.invitation = declaredLength == 0 ? nil : invitation
    }

    /// The next piece; `nil` at the end of a body that is whole.
    ///
    /// - Throws: ``CutShort``, a ``Refusal``, or what the connection met.
    func next() async throws -> ByteBuffer? {
        guard let pace else { return try await nextPiece() }
        while ahead.readableBytes == 0 {
            guard let more = try await arriving() else { return nil }
            ahead = more
        }
        guard let piece = ahead.readSlice(length: min(pace.pace.piece, ahead.readableBytes)) else { return nil }
        try await pace.pace.isDue(pace.given)
        self.pace?.given += Int64(piece.readableBytes)
        return piece
    }

    /// From here on the body is read no faster than this.
    func slow(to pace: Pace) { self.pace = (pace, 0) }

    /// The body, where it is whole within so many bytes. It is still there to be read.
    func peek(atMost limit: Int) async -> ByteBuffer? {
        guard declaredLength ?? 0 <= limit else { return nil }
        do {
            while ahead.readableBytes <= limit {
                guard var piece = try await arriving() else { return ahead }
                ahead.writeBuffer(&piece)
            }
        } catch {
            failure = error
        }
        return nil
    }

    private func nextPiece() async throws -> ByteBuffer? {
        guard ahead.readableBytes == 0 else {
            defer { ahead = ByteBuffer() }
            return ahead
        }
        return try await arriving()
    }

    /// The next piece that comes over the connection.
    private func arriving() async throws -> ByteBuffer? {
        if let failure { throw failure }
        guard !isComplete else { return nil }
        if let invite = invitation {
            invitation = nil
            try await invite()
        }
        switch try await nextPart() {
        case .body(let buffer):
            received += Int64(buffer.readableBytes)
            return buffer
        case .end:
            isComplete = true
            return nil
        case .head, nil:
            throw CutShort()
        }
    }

    private func nextPart() async throws -> HTTPRequestPart? {
        do {
            return try await parts.next()
        } catch HTTPParserError.invalidEOFState {
            // The client ended its side of the connection in the middle of the body.
            throw CutShort()
        } catch let error where error is IOError || error is ChannelError || error is NIOSSLError {
            // It is gone.
            throw CutShort()
        }
    }

    /// Whether what is left is so little, and so surely on its way, that it is read to keep the connection.
    var isWorthFinishing: Bool {
        guard !isComplete else { return true }
        guard invitation == nil, let declaredLength else { return false }
        return declaredLength - received <= 64 * 1024
    }

    /// Reads until so many bytes have come, or the body is whole, and throws them away.
    func pass(_ count: Int64) async throws {
        while received < count, try await next() != nil {}
    }

    /// Reads what is left and throws it away.
    func finish() async throws {
        invitation = nil
        while try await next() != nil {}
    }
}
