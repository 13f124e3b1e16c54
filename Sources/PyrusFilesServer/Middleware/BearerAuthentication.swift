import HTTPTypes
import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// Finds out who asks, before a byte of the body is read (AUTH-01 to AUTH-03, AUTH-06).
///
/// Nothing but the header is looked at (AUTH-09).
struct BearerAuthentication: RouterMiddleware {
    let store: Store

    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        let token = try Self.token(in: request.headers)
        var context = context
        do {
            context.account = try await store.authenticate(token: token)
        } catch {
            // A token that is good no longer is still somebody's, as the journal tells.
            context.exchange.organization = try? await store.organization(ofToken: token)
            throw error
        }
        context.exchange.account = context.account
        return try await next(request, context)
    }

    static func token(in headers: HTTPFields) throws(APIError) -> String {
        let values = headers[values: .authorization]
        guard let value = values.first, !value.isEmpty else { throw APIError(.tokenNotSpecified) }
        let scheme = value.prefix { $0 != " " && $0 != "\t" }
        let token = value.dropFirst(scheme.count).trimmed
        guard values.count == 1, scheme.lowercased() == "bearer", !token.isEmpty else {
            throw APIError(.invalidToken)
        }
        return String(token)
    }
}
