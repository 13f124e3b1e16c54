import HTTPTypes
import Hummingbird
import PyrusFiles
import Synchronization

/// What no endpoint answers: a known path under another method, a route that is not imitated, or none at all (ERROR-02).
///
/// The router finds by path and method at once. So that a wrong method can be told from a wrong path, the paths alone
/// have a router of their own.
final class UnroutedRequests: RouterMiddleware {
    private struct MethodNotAllowed: Error {
        let allowed: [HTTPRequest.Method]
    }

    private let endpoints: [Endpoint]
    private let access: ControlAccess
    /// Made for the first of them: most servers have none to answer.
    private let paths = Mutex<RouterResponder<ExchangeContext>?>(nil)

    init(endpoints: [Endpoint], access: ControlAccess) {
        self.endpoints = endpoints
        self.access = access
    }

    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            if request.isControl {
                do { try access.check(request, context.peer) } catch { return error.response }
            }
            return try await answer(request, context)
        }
    }

    private func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        var head = request.head
        head.method = .get
        let paths = paths.withLock { paths in
            let made = paths ?? methodsOfPaths()
            paths = made
            return made
        }
        do {
            _ = try await paths.respond(to: Request(head: head, body: RequestBody(buffer: .init())), context: context)
        } catch let error as MethodNotAllowed {
            let sentence = "The method \(request.method.rawValue) is not allowed here."
            var response = answer(.methodNotAllowed, sentence, to: request)
            response.headers[.allow] = error.allowed.map(\.rawValue).joined(separator: ", ")
            return response
        }
        let path = request.uri.path
        guard !NotImitated.contains(path: path) else {
            context.logger.warning(
                "A route that is not imitated was asked for.", metadata: ["path": "\(Masking.target(path))"])
            context.exchange.errorCode = APIError.Code.serverError.rawValue
            let sentence = "The real service has \(path), this local server does not."
            return Response(APIError(.serverError, sentence).json, status: .notImplemented)
        }
        return answer(
            .notFound, "No HTTP resource was found that matches the request URI '\(path)'.", to: request)
    }

    /// Answers a path that has any endpoint with the methods of those.
    private func methodsOfPaths() -> RouterResponder<ExchangeContext> {
        let router = Router(context: ExchangeContext.self)
        for (path, endpoints) in Dictionary(grouping: endpoints, by: \.path) {
            let methods = endpoints.flatMap { $0.method == .get ? [.get, .head] : [$0.method] }
            router.get(RouterPath(path)) { _, _ -> Response in throw MethodNotAllowed(allowed: methods) }
        }
        return router.buildResponder()
    }

    private func answer(_ status: HTTPResponse.Status, _ sentence: String, to request: Request) -> Response {
        request.isControl
            ? ControlError(status, sentence).response : Response(Refusal(status: status, message: sentence))
    }
}
