import HTTPTypes
import Hummingbird
import NIOCore

/// The answer's JSON ends in its middle, under a length that is right.
struct MalformedJSONFault: Fault {
    func change(_ response: inout Response, _ context: ExchangeContext) async throws {
        guard let bytes = try await response.jsonBytes() else { return }
        response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
    }
}

/// What stands in the place of the answer's head is none, and nothing follows.
struct MalformedHeadFault: Fault {
    func send(_ response: Response, on wire: AnswerWire) async throws {
        try await wire.raw(ByteBuffer(string: "HTP/1,1 2OO\u{1} this is no head\r\n: nor a header\r\n\r\n"))
        throw FaultEnd.close
    }
}

/// The answer comes in chunks, of which each says that it is one byte longer than it is.
struct MalformedChunkFault: BodyFault {
    func change(_ head: inout HTTPResponse, answering request: HTTPRequest) {
        head.useChunks(answering: request)
    }

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        guard piece.readableBytes > 0 else { return }
        var chunk = ByteBuffer(string: String(piece.readableBytes + 1, radix: 16) + "\r\n")
        chunk.writeImmutableBuffer(piece)
        chunk.writeString("\r\n")
        try await wire.raw(chunk)
    }

    func answered() throws { throw FaultEnd.close }
}

extension FaultKind {
    static let malformed = FaultKind("malformed", [.required("what", .choice(["json", "head", "chunk"]))]) {
        arguments in
        switch arguments.text("what") {
        case "json": MalformedJSONFault()
        case "head": MalformedHeadFault()
        default: MalformedChunkFault()
        }
    }
}
