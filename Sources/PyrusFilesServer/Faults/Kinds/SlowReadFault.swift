import Hummingbird

/// The request's body is read at a rate.
struct SlowReadFault: Fault {
    let rate: Int64

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? {
        context.peer.hold(.slowRead)
        context.body.slow(to: Pace(rate: rate, peer: context.peer))
        return nil
    }

    func change(_ response: inout Response, _ context: ExchangeContext) async throws {
        context.peer.hold(.none)
    }
}

extension FaultKind {
    static let slowRead = FaultKind("slow-read", [.required("rate", .rate)]) { arguments in
        SlowReadFault(rate: arguments.number("rate") ?? 1)
    }
}

extension FaultParameter.Form {
    /// Bytes a second.
    static let rate = Self.number(1...1 << 40)
}
