import NIOCore

/// The answer's body ends after so many bytes, in order, its `Content-Length` unchanged. Of a body that is no longer
/// than that, nothing is missing.
struct TruncateFault: BodyFault {
    let after: Int64

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        let first = piece.before(after, from: offset)
        try await wire.body(first)
        guard first.readableBytes == piece.readableBytes else { throw FaultEnd.close }
    }
}

extension FaultKind {
    static let truncate = FaultKind("truncate", [.required("after", .position)]) { arguments in
        TruncateFault(after: arguments.number("after") ?? 0)
    }
}
