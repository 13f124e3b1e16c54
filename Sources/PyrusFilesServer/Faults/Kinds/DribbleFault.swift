import NIOCore

/// The answer's body goes out in writes of so many bytes.
struct DribbleFault: BodyFault {
    let size: Int

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        var rest = piece
        while let next = rest.readSlice(length: min(size, rest.readableBytes)), next.readableBytes > 0 {
            try await wire.body(next)
        }
    }
}

extension FaultKind {
    static let dribble = FaultKind("dribble", [.required("size", .number(1...1 << 20))]) { arguments in
        DribbleFault(size: Int(arguments.number("size") ?? 1))
    }
}
