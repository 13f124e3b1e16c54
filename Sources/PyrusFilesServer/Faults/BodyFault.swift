import HTTPTypes
import Hummingbird
import NIOCore

/// A fault in the body of an answer, which it sees piece by piece, each with its place in the whole.
protocol BodyFault: Fault {
    /// Writes a piece, or what it makes of it.
    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws

    /// The body is through.
    func bodyEnded(_ wire: AnswerWire) async throws
}

extension BodyFault {
    func bodyEnded(_ wire: AnswerWire) async throws {}

    func send(_ response: Response, on wire: AnswerWire) async throws {
        try await wire.head(response.head)
        do {
            try await response.body.write(FaultyBodyWriter(fault: self, wire: wire))
        } catch let end as FaultEnd {
            // For the connection the answer is through, however short it is.
            try await wire.end()
            throw end
        }
    }
}

private struct FaultyBodyWriter<Kind: BodyFault>: ResponseBodyWriter {
    let fault: Kind
    let wire: AnswerWire
    var offset: Int64 = 0

    mutating func write(_ piece: ByteBuffer) async throws {
        try await fault.write(piece, at: offset, on: wire)
        offset += Int64(piece.readableBytes)
    }

    consuming func finish(_ trailers: HTTPFields?) async throws {
        try await fault.bodyEnded(wire)
        try await wire.end()
    }
}

extension ByteBuffer {
    /// The bytes of a piece that begins at `offset` which stand before `position`; all of them where it lies behind.
    func before(_ position: Int64, from offset: Int64) -> ByteBuffer {
        let count = min(max(position - offset, 0), Int64(readableBytes))
        return getSlice(at: readerIndex, length: Int(count)) ?? self
    }
}
