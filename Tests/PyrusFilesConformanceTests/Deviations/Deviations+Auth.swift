import Hummingbird
import PyrusFiles

extension Deviations {
    static let auth: [Deviation] = [
        .replacing(.tokenNotSpecified, in: "server/auth/no-token", "answers who has no token with invalid_token") { _ in
            .json(#"{"error":"No.","error_code":"invalid_token"}"#, status: .unauthorized)
        },
        .replacing(
            .tokenNotSpecified, in: "server/auth/empty-header", "takes an empty header for a token",
            when: { $0.headers[.authorization] == "" }
        ) { _ in .json(#"{"error":"No.","error_code":"invalid_token"}"#, status: .unauthorized) },
        .replacing(.invalidToken, in: "server/auth/unknown-token", "takes any token") { _ in
            .json(#"{"task":{"id":1}}"#)
        },
        .replacing(
            .invalidToken, in: "server/auth/other-scheme", "takes a token under any scheme",
            when: { $0.headers[.authorization]?.hasPrefix("Basic") == true }
        ) { _ in .json(#"{"task":{"id":1}}"#) },
        Deviation("server/auth/scheme-in-any-case", "knows one spelling of the scheme") { request, context, respond in
            guard request.headers[.authorization]?.hasPrefix("Bearer") ?? true else {
                return .json(#"{"error":"No.","error_code":"invalid_token"}"#, status: .unauthorized)
            }
            return await respond(request, context)
        },
    ]
}
