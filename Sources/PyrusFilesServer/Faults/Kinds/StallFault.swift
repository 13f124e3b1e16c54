import Hummingbird
import NIOCore

/// After so many bytes of the request's body nothing more is read, for good; the connection stays open. Of a shorter
/// body, nothing after its end.
struct ReadStallFault: Fault {
    let after: Int64

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? {
        try await context.body.pass(after)
        try await context.peer.standStill(for: nil)
        return nil
    }
}

/// The same with the answer's body, and what is written.
struct WriteStallFault: BodyFault {
    let after: Int64

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        let first = piece.before(after, from: offset)
        try await wire.body(first)
        guard first.readableBytes < piece.readableBytes else { return }
        try await wire.peer.standStill(for: nil)
    }

    func bodyEnded(_ wire: AnswerWire) async throws {
        try await wire.peer.standStill(for: nil)
    }
}

extension FaultKind {
    static let stall = FaultKind(
        "stall", [.required("side", .choice(["read", "write"])), .optional("after", .position)]
    ) { arguments in
        let after = arguments.number("after") ?? 0
        return arguments.text("side") == "read" ? ReadStallFault(after: after) : WriteStallFault(after: after)
    }
}
