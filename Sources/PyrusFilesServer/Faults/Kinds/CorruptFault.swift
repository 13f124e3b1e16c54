import NIOCore

/// The byte at an offset of the answer's body has its bits flipped.
struct CorruptFault: BodyFault {
    let after: Int64

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        var piece = piece
        if after >= offset, after - offset < Int64(piece.readableBytes) {
            let index = piece.readerIndex + Int(after - offset)
            if let byte = piece.getInteger(at: index, as: UInt8.self) { piece.setInteger(~byte, at: index) }
        }
        try await wire.body(piece)
    }
}

extension FaultKind {
    static let corrupt = FaultKind("corrupt", [.required("after", .position)]) { arguments in
        CorruptFault(after: arguments.number("after") ?? 0)
    }
}
