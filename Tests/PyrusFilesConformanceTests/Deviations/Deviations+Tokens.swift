import Hummingbird
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let tokens: [Deviation] = [
        .editing("server/tokens/login", "gives out a token that is none") { $0.setting("access_token", "nobodys") },
        .editing("server/tokens/addresses", "ends its addresses without a slash") {
            $0.setting("api_url", "https://api.pyrus.com/v4")
        },
        .answering(
            "server/tokens/trailing-slash", "does not know its auth method with a slash behind it",
            when: { $0.uri.path.hasSuffix("/auth/") }, by: { _ in .message(.notFound) }),
        .answering(
            "server/tokens/person-id", "can't tell a person's id from a wrong value",
            when: { $0.isAt("/auth") }, by: { _ in .error(.invalidValueFormat) }),
        .answering(
            "server/tokens/wrong-key", "does not look at the key", when: { $0.isAt("/auth") },
            by: { _ in .json(#"{"access_token":"local-token"}"#) }),
        .answering(
            "server/tokens/unknown-login", "lets anybody in with any key", when: { $0.isAt("/auth") },
            by: { _ in .json(#"{"access_token":"local-token"}"#) }),
        .replacing(.requiredParameterMissing, in: "server/tokens/no-key", "does not say what is missing") { _ in
            .json(#"{"error":"Something is missing.","error_code":"required_parameter_missing"}"#, status: .badRequest)
        },
        .replacing(.expiredToken, in: "server/tokens/expired", "says of an expired token that it is invalid") { _ in
            .error(.invalidToken)
        },
        .replacing(.revokedToken, in: "server/tokens/revoked", "says of a revoked token that it has expired") { _ in
            .error(.expiredToken)
        },
        .replacing(.accountBlocked, in: "server/tokens/blocked", "lets a blocked account in") { _ in
            .json(#"{"task":{"id":1}}"#)
        },
        Deviation.replacing(.revokedToken, in: "server/tokens/too-many", "forgets the oldest token, not revokes it") {
            _ in
            .error(.invalidToken)
        }.with { $0.limits.maxTokensPerUser = 40 },
    ]

    static let organizations: [Deviation] = [
        .replacing(
            .accessDeniedFile, in: "server/organizations/login-without-domain", "makes one of all logins without @"
        ) { _ in .file("file content") },
        Deviation("server/organizations/same-domain", "hides a file from colleagues") { request, context, respond in
            let response = await respond(request, context)
            let isColleague = context.exchange.account?.login.hasPrefix("colleague") == true
            return isColleague && request.isAt("/download/") ? .error(.accessDeniedFile) : response
        },
        .asking("server/organizations/token-in-query", "takes a token from the query") { head in
            guard let token = head.path?.firstRange(of: "access_token="), let path = head.path else { return }
            head.headerFields[.authorization] = "Bearer \(path[token.upperBound...].prefix { $0 != "&" })"
        },
        .replacing(
            .tokenNotSpecified, in: "server/organizations/token-in-form", "takes a token from the form",
            when: { $0.isAt("/upload") }
        ) { _ in .receipt },
    ]
}
