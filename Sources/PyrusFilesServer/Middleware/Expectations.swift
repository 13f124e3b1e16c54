import HTTPTypes
import Hummingbird

/// Refuses what can't be met: nothing but `100-continue` can be expected (UPLOAD-15).
struct Expectations: RouterMiddleware {
    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        let expected = request.headers[values: .expect]
        guard expected.allSatisfy({ $0.lowercased() == "100-continue" }) else {
            throw Refusal(
                status: .expectationFailed, message: "Nothing but 100-continue can be expected.", closes: true)
        }
        return try await next(request, context)
    }
}
