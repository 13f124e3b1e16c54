import GRDB
import PyrusFiles

extension Store {
    /// Issues a token. One more than a user may have ends that user's oldest (AUTH-07).
    public func issueToken(for account: Account) async throws -> String {
        let token = Self.newToken()
        try await write { db in
            try self.check(account, db)
            let now = self.now(in: account.organization)
            if let most = self.limits.maxTokensPerUser {
                try db.run(
                    """
                    UPDATE token SET ended = 'revoked' WHERE id IN (
                        SELECT id FROM token WHERE account_id = ? AND ended IS NULL AND NOT given_at_start
                        AND (expires_at IS NULL OR expires_at > ?) ORDER BY id DESC LIMIT -1 OFFSET ?)
                    """, [account.id, now.milliseconds, most - 1])
            }
            try db.run(
                "INSERT INTO token (digest, account_id, issued_at, expires_at) VALUES (?, ?, ?, ?)",
                [
                    SecretDigest(token).hex, account.id, now.milliseconds,
                    self.limits.tokenLifetime.map { now.advanced(by: $0).milliseconds },
                ])
        }
        return token
    }

    /// Makes `token` the one that is there from the start and never ends by itself, also where it was ended before. One
    /// of an earlier start, which may have been another, is good no longer.
    func giveAtStart(token: String, to account: Account, _ db: Database) throws {
        let digest = SecretDigest(token).hex
        try db.run("DELETE FROM token WHERE given_at_start AND digest <> ?", [digest])
        try db.run(
            """
            INSERT INTO token (digest, account_id, issued_at, given_at_start) VALUES (?, ?, ?, 1)
            ON CONFLICT (digest) DO UPDATE
            SET account_id = excluded.account_id, given_at_start = 1, expires_at = NULL, ended = NULL
            """, [digest, account.id, now(in: account.organization).milliseconds])
    }

    /// Who a token speaks for (AUTH-02, AUTH-03).
    ///
    /// - Throws: `invalid_token`, `account_blocked`, `revoked_token`, `expired_token`.
    public func authenticate(token: String) async throws -> Account {
        try await read { db in
            let row = try db.row(
                """
                SELECT account.id, login, organization_id, organization.name AS organization, blocked, ended, expires_at
                FROM token JOIN account ON account.id = account_id JOIN organization ON organization.id = organization_id
                WHERE digest = ?
                """, [SecretDigest(token).hex])
            guard let row else { throw APIError(.invalidToken) }
            if row["blocked"] { throw APIError(.accountBlocked) }
            if let ended: String = row["ended"] { throw APIError(ended == "revoked" ? .revokedToken : .expiredToken) }
            let account = Account(row: row)
            if let expiry: Int64 = row["expires_at"], self.now(in: account.organization).milliseconds >= expiry {
                throw APIError(.expiredToken)
            }
            return account
        }
    }

    /// How a token ended before its time.
    public enum TokenEnd: String, Sendable {
        /// By the user, or for one more than the most.
        case revoked
        /// As if its lifetime had passed.
        case expired
    }

    /// Ends one token; whether there is such a one.
    public func end(token: String, _ end: TokenEnd) async throws -> Bool {
        try await write { db in
            let digest = SecretDigest(token).hex
            guard try db.value(Int64.self, "SELECT id FROM token WHERE digest = ?", [digest]) != nil else {
                return false
            }
            try db.run("UPDATE token SET ended = ? WHERE digest = ? AND ended IS NULL", [end.rawValue, digest])
            return true
        }
    }

    /// Ends all tokens of a login; whether there is such a login.
    public func endTokens(login: String, _ end: TokenEnd) async throws -> Bool {
        try await write { db in
            guard let id = try db.value(Int64.self, "SELECT id FROM account WHERE login = ?", [login]) else {
                return false
            }
            try db.run("UPDATE token SET ended = ? WHERE account_id = ? AND ended IS NULL", [end.rawValue, id])
            return true
        }
    }

    /// Opaque, and of the form that the help page shows.
    static func newToken() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return "gAAAAA" + String((0..<58).map { _ in alphabet[Int.random(in: 0..<64)] })
    }
}
