import HTTPTypes
import Hummingbird
import PyrusFiles

/// Refuses a user's requests past the limit (LIMIT-01).
struct RateLimiting: RouterMiddleware {
    let rates: RateLimiter

    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        let standing = rates.count(user: try context.user)
        context.exchange.rate = standing
        guard standing?.isExceeded != true else { throw APIError(.tooManyRequests) }
        return try await next(request, context)
    }
}

/// Tells how the user stands, on every answer, errors too (LIMIT-01). The control API is no part of it.
struct RateLimitHeaders: RouterMiddleware {
    let rates: RateLimiter

    func handle(
        _ request: Request, context: ExchangeContext, next: (Request, ExchangeContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if !request.isControl { tell(context.exchange, in: &response) }
        return response
    }

    /// Writes down how the user stands.
    func tell(_ exchange: Exchange, in response: inout Response) {
        guard let standing = exchange.rate ?? rates.full else { return }
        response.headers[.rateLimit] = "\(standing.limit)"
        response.headers[.rateRemaining] = "\(standing.remaining)"
        response.headers[.rateReset] = "\(standing.reset)"
    }
}

extension HTTPField.Name {
    fileprivate static let rateLimit = Self(known: "X-RateLimit-Limit")
    fileprivate static let rateRemaining = Self(known: "X-RateLimit-Remaining")
    fileprivate static let rateReset = Self(known: "X-RateLimit-Reset")

    /// A name that is written out in the code, and therefore one.
    private init(known name: String) {
        self = Self(name) ?? .server
    }
}
