import HTTPTypes
import Hummingbird

/// Something that goes wrong with a request on purpose. Each kind changes one or two moments of an exchange, and
/// leaves the others as they are.
///
/// Any moment may throw a ``FaultEnd``. A value is shared by all requests that meet it, and so has no state.
protocol Fault: Sendable {
    /// Before a byte of the body is read: what to answer in the place of the service, `nil` to let it answer.
    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response?

    /// The service has done its work; nothing of its answer is out.
    func change(_ response: inout Response, _ context: ExchangeContext) async throws

    /// The head is final, with everything that any answer has.
    func change(_ head: inout HTTPResponse, answering request: HTTPRequest)

    /// Writes the answer.
    func send(_ response: Response, on wire: AnswerWire) async throws

    /// The answer is written whole.
    func answered() throws
}

/// How a fault ends a connection.
enum FaultEnd: Error {
    /// By a TCP reset.
    case reset
    /// In order.
    case close
}

extension Fault {
    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? { nil }

    func change(_ response: inout Response, _ context: ExchangeContext) async throws {}

    func change(_ head: inout HTTPResponse, answering request: HTTPRequest) {}

    func send(_ response: Response, on wire: AnswerWire) async throws { try await wire.send(response) }

    func answered() throws {}
}

/// What a request meets as a rule.
struct NoFault: Fault {}

extension HTTPResponse.Status {
    /// What stands for the status of a request that got no answer.
    static let unanswered = Self(code: 0)
}

extension Fault {
    /// ``answer(_:_:)``, or the refusal of a request whose body does not come whole.
    func answerInstead(_ request: Request, _ context: ExchangeContext) async throws -> Response? {
        do {
            return try await answer(request, context)
        } catch let end as FaultEnd {
            throw end
        } catch {
            guard
                let refusal = error is IncomingBody.CutShort
                    ? .malformed("its body ends before it is whole") : Refusal(error)
            else { throw error }
            context.exchange.closesConnection = true
            return Response(refusal)
        }
    }
}
