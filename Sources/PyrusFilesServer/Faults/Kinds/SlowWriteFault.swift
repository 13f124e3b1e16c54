import Hummingbird
import NIOCore

/// The answer's body is written at a rate.
struct SlowWriteFault: Fault {
    let rate: Int64

    func send(_ response: Response, on wire: AnswerWire) async throws {
        wire.peer.hold(.slowWrite)
        try await PacedBody(pace: Pace(rate: rate, peer: wire.peer)).send(response, on: wire)
        wire.peer.hold(.none)
    }
}

private struct PacedBody: BodyFault {
    let pace: Pace

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        var (rest, offset) = (piece, offset)
        while let next = rest.readSlice(length: min(pace.piece, rest.readableBytes)), next.readableBytes > 0 {
            try await pace.isDue(offset)
            try await wire.body(next)
            offset += Int64(next.readableBytes)
        }
    }
}

extension FaultKind {
    static let slowWrite = FaultKind("slow-write", [.required("rate", .rate)]) { arguments in
        SlowWriteFault(rate: arguments.number("rate") ?? 1)
    }
}
