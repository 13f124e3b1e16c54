import HTTPTypes
import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// The one place where an error becomes an answer: an ``APIError`` in the service's form, a ``Refusal`` as what stands
/// below the API, and anything else as a fault of the server (ERROR-01, ERROR-02, ERROR-04).
struct ErrorRendering: RouterMiddleware {
    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as APIError {
            context.exchange.errorCode = error.code.rawValue
            return Response(error)
        } catch {
            if let refusal = Refusal(error) {
                if refusal.closes { context.exchange.closesConnection = true }
                return Response(refusal)
            }
            if error is IncomingBody.CutShort {
                context.exchange.closesConnection = true
                return Response(.malformed("its body ends before it is whole"))
            }
            // What the end of the server, or of a caller in this process, breaks off is no failure.
            if !(error is CancellationError) {
                context.logger.error("The server failed.", metadata: ["error": "\(StoreError.sentence(of: error))"])
            }
            context.exchange.errorCode = APIError.Code.serverError.rawValue
            return Response(APIError(.serverError))
        }
    }
}
