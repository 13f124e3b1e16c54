import PyrusFiles
import PyrusFilesStore

/// Tokens and accounts, as far as the imitated API has no way to issue, end or block them (AUTH-03, AUTH-07).
struct AccountControl: EndpointGroup {
    let service: Service

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
        let account = try await service.store.account(login: login, isOpen: service.isOpen)
        guard let account else { throw ControlError(.notFound, "There is no login \"\(login)\".") }
        return ["access_token": .string(try await service.store.issueToken(for: account))]
    }

    private func end(_ call: ControlRequest, _ end: Store.TokenEnd) async throws -> JSON {
        let body = try await call.body(members: ["access_token", "login"])
        switch (try body.string("access_token"), try body.string("login")) {
        case (let token?, nil):
            guard try await service.store.end(token: token, end) else {
                throw ControlError(.notFound, "There is no such token.")
            }
        case (nil, let login?):
            guard try await service.store.endTokens(login: login, end) else {
                throw ControlError(.notFound, "There is no login \"\(login)\".")
            }
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
        guard try await service.store.block(login: login, isBlocked) else {
            throw ControlError(.notFound, "There is no login \"\(login)\".")
        }
        return ["login": .string(login), "blocked": .bool(isBlocked)]
    }
}
