import PyrusFiles
import PyrusFilesStore

/// Tokens and accounts, as far as the imitated API has no way to issue, end or block them (AUTH-03, AUTH-07).
struct AccountControl: EndpointGroup {
    let accounts: PyrusFilesServer.Accounts

    var endpoints: [Endpoint] {
        [
            .control(.post, "tokens", takesBody: true, issue),
            .control(.post, "tokens/revoke", takesBody: true) { try await end($0, .revoked) },
            .control(.post, "tokens/expire", takesBody: true) { try await end($0, .expired) },
            .control(.post, "accounts/block", takesBody: true, block),
        ]
    }

    @Sendable private func issue(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["login"])
        guard let login = try body.string("login"), !login.isEmpty else {
            throw ControlError("\"login\" is missing: whose token it is to be.")
        }
        return ["access_token": .string(try await accounts.issueToken(login: login))]
    }

    private func end(_ call: ControlRequest, _ end: Store.TokenEnd) async throws -> JSON {
        let body = try await call.body(members: ["access_token", "login"])
        switch (try body.string("access_token"), try body.string("login")) {
        case (let token?, nil): try await accounts.end(token: token, end)
        case (nil, let login?): try await accounts.endTokens(login: login, end)
        default:
            throw ControlError("One of \"access_token\" and \"login\" is needed: which tokens are to end.")
        }
        return [:]
    }

    @Sendable private func block(_ call: ControlRequest) async throws -> JSON {
        let body = try await call.body(members: ["login", "blocked"])
        guard let login = try body.string("login"), let isBlocked = try body.bool("blocked") else {
            throw ControlError("\"login\" and \"blocked\" are needed: who, and true or false.")
        }
        try await accounts.block(login: login, isBlocked)
        return ["login": .string(login), "blocked": .bool(isBlocked)]
    }
}
