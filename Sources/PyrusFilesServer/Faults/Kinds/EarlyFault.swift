import Hummingbird

/// The answer comes once `after` bytes of the request's body have come, and the rest is not read.
struct EarlyFault: Fault {
    let after: Int64
    let response: Response
    let errorCode: String?

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? {
        try await context.body.pass(after)
        context.exchange.closesConnection = true
        context.exchange.errorCode = errorCode
        return response
    }
}

extension FaultKind {
    static let early = FaultKind("early", [.required("after", .position)] + statusParameters) {
        arguments throws(ControlError) in
        EarlyFault(
            after: arguments.number("after") ?? 0, response: try Response(arguments),
            errorCode: arguments.text("error_code"))
    }
}
