import Hummingbird
import NIOCore

/// The connection ends at a moment of the exchange, by a reset or in order.
///
/// Where a body is shorter than `after`, the moment is the end of the body.
struct CutFault: BodyFault {
    enum Moment: Sendable {
        case beforeBody
        case inBody(after: Int64)
        /// Whether what the request asks for is done.
        case beforeAnswer(commits: Bool)
        case inAnswer(after: Int64)
        /// The answer has promised to keep the connection.
        case afterAnswer
    }

    let end: FaultEnd
    let moment: Moment

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? {
        switch moment {
        case .beforeBody: throw end
        case .inBody(let after):
            try await context.body.pass(after)
            throw end
        case .beforeAnswer(commits: false):
            try await context.body.pass(.max)
            throw end
        default: return nil
        }
    }

    func change(_ response: inout Response, _ context: ExchangeContext) async throws {
        if case .beforeAnswer = moment { throw end }
    }

    func write(_ piece: ByteBuffer, at offset: Int64, on wire: AnswerWire) async throws {
        guard case .inAnswer(let after) = moment else { return try await wire.body(piece) }
        let first = piece.before(after, from: offset)
        try await wire.body(first)
        guard first.readableBytes == piece.readableBytes else { throw end }
    }

    func answered() throws {
        switch moment {
        case .inAnswer, .afterAnswer: throw end
        default: break
        }
    }
}

extension FaultKind {
    static let reset = cut("reset", .reset, ["before-body", "in-body", "before-answer", "in-answer"])
    static let close = cut("close", .close, ["before-body", "in-body", "before-answer", "in-answer", "after-answer"])

    private static func cut(_ name: String, _ end: FaultEnd, _ moments: [String]) -> FaultKind {
        FaultKind(
            name,
            [.required("at", .choice(moments)), .optional("after", .position), .optional("commit", .truth)]
        ) { arguments throws(ControlError) in CutFault(end: end, moment: try .init(arguments)) }
    }
}

extension CutFault.Moment {
    fileprivate init(_ arguments: FaultArguments) throws(ControlError) {
        let name = arguments.text("at") ?? ""
        let hasPosition = ["in-body", "in-answer"].contains(name)
        guard arguments.has("after") == hasPosition else {
            throw ControlError("\"after\" goes with \"in-body\" and \"in-answer\", which need it: how many bytes.")
        }
        guard name == "before-answer" || !arguments.has("commit") else {
            throw ControlError("\"commit\" goes with \"before-answer\" alone: whether what was sent is stored.")
        }
        let after = arguments.number("after") ?? 0
        switch name {
        case "before-body": self = .beforeBody
        case "in-body": self = .inBody(after: after)
        case "before-answer": self = .beforeAnswer(commits: arguments.truth("commit") ?? true)
        case "in-answer": self = .inAnswer(after: after)
        default: self = .afterAnswer
        }
    }
}
