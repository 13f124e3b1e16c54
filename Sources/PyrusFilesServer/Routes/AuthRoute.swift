import Hummingbird
import PyrusFiles
import PyrusFilesStore

/// `POST /auth`: a login and its key for a token (AUTH-04, AUTH-05).
struct AuthRoute: EndpointGroup {
    let service: Service

    var endpoints: [Endpoint] {
        Endpoint.api(.post, "/auth", .open, handler: authorize)
    }

    /// In bytes. A longer login, or a key, is nobody's: where any login is let in, each would stay in memory and in the log.
    private static let longest = 1_024

    @Sendable private func authorize(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        let body = try await JSONBody(reading: context.body, limit: service.limits.maxJSONBody)
        let credentials = Credentials(
            login: try body.required("login", try body.string("login")),
            securityKey: try body.required("security_key", try body.string("security_key")))
        guard max(credentials.login.utf8.count, credentials.securityKey.utf8.count) <= Self.longest else {
            throw APIError(.invalidCredentials)
        }
        context.exchange.organization = Organization.name(ofLogin: credentials.login)
        _ = try body.integer("person_id")
        let (account, acquaintance) = try await service.store.identify(credentials, isOpen: service.isOpen) {
            context.logger.warning(
                "A login came with another key than the one it first came with, which is its key.",
                metadata: ["login": "\(credentials.login)"])
        }
        if acquaintance == .new {
            context.logger.info(
                "A new login: the key it came with is its key.", metadata: ["login": "\(account.login)"])
        }
        let token = try await service.store.issueToken(for: account)
        guard service.edition == .cloud else { return Response(["access_token": .string(token)]) }
        let addresses = service.addresses(of: request)
        return Response([
            "access_token": .string(token), "api_url": .string(addresses.api), "files_url": .string(addresses.files),
        ])
    }
}
