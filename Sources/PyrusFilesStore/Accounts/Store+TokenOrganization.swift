extension Store {
    /// The name of the organization that a token is or was of, whether it is still good or not; nil for no token.
    package func organization(ofToken token: String) async throws -> String? {
        try await read { db in
            try db.value(
                String.self,
                """
                SELECT organization.name FROM token JOIN account ON account.id = account_id
                JOIN organization ON organization.id = organization_id WHERE digest = ?
                """, [SecretDigest(token).hex])
        }
    }
}
