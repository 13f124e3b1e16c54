import PyrusFilesStore

extension PyrusFilesServer {
    /// Tokens and accounts, as far as the imitated API has no way to issue, end or block them (AUTH-03, AUTH-07).
    public struct Accounts: Sendable {
        let service: Service
    }

    /// Who may ask, and with which tokens.
    public var accounts: Accounts { Accounts(service: service) }
}

extension PyrusFilesServer.Accounts {
    /// Issues a token. A login that is not known yet is made, where any is accepted; its organization is its domain.
    ///
    /// - Throws: ``ControlError`` where there is no such login.
    public func issueToken(login: String) async throws -> String {
        let account = login.isEmpty ? nil : try await service.store.account(login: login, isOpen: service.isOpen)
        guard let account else { throw unknown(login) }
        return try await service.store.issueToken(for: account)
    }

    /// Revokes a token: from now on it is answered `revoked_token`.
    ///
    /// - Throws: ``ControlError`` where there is no such token.
    public func revoke(token: String) async throws { try await end(token: token, .revoked) }

    /// Has a token expire: from now on it is answered `expired_token`.
    ///
    /// - Throws: ``ControlError`` where there is no such token.
    public func expire(token: String) async throws { try await end(token: token, .expired) }

    /// Revokes all tokens of a login.
    ///
    /// - Throws: ``ControlError`` where there is no such login.
    public func revokeTokens(login: String) async throws { try await endTokens(login: login, .revoked) }

    /// Has all tokens of a login expire.
    ///
    /// - Throws: ``ControlError`` where there is no such login.
    public func expireTokens(login: String) async throws { try await endTokens(login: login, .expired) }

    /// Blocks a login, which is answered `account_blocked` then, or lets it in again.
    ///
    /// - Throws: ``ControlError`` where there is no such login.
    public func block(login: String, _ isBlocked: Bool = true) async throws {
        guard try await service.store.block(login: login, isBlocked) else { throw unknown(login) }
    }

    func end(token: String, _ end: Store.TokenEnd) async throws {
        guard try await service.store.end(token: token, end) else {
            throw ControlError(.notFound, "There is no such token.")
        }
    }

    func endTokens(login: String, _ end: Store.TokenEnd) async throws {
        guard try await service.store.endTokens(login: login, end) else { throw unknown(login) }
    }

    private func unknown(_ login: String) -> ControlError {
        ControlError(.notFound, "There is no login \"\(login)\".")
    }
}
