import GRDB
public import PyrusFiles

/// What an account's first authorization did, for the log.
public enum Acquaintance: Sendable {
    /// The login was known and the key right.
    case known
    /// The login was new, and this is its key from now on.
    case new
}

extension Store {
    /// Puts an account there, with this key from now on.
    func add(_ credentials: Credentials, _ db: Database) throws -> Account {
        let (login, key) = (credentials.login, credentials.securityKey)
        try db.run("UPDATE account SET security_key = ? WHERE login = ?", [key, login])
        return try account(login: login, db) ?? create(login: login, securityKey: key, db)
    }

    /// Refuses an account that is no longer there, because all was reset since it was authorized.
    func check(_ account: Account, _ db: Database) throws {
        let known = try db.value(
            Int64.self, "SELECT id FROM account WHERE id = ? AND organization_id = ?",
            [account.id, account.organization.id])
        guard known != nil else { throw APIError(.invalidToken) }
    }

    /// Checks a login and its key.
    ///
    /// - Parameter isOpen: whether a login that nobody was given is accepted: the key it first comes with is its key
    ///   from then on.
    /// - Parameter otherKey: called where a login that is known comes with another key than its own.
    /// - Throws: `invalid_credentials` (AUTH-05), `account_blocked`.
    public func identify(
        _ credentials: Credentials, isOpen: Bool, otherKey: @escaping @Sendable () -> Void = {}
    ) async throws -> (Account, Acquaintance) {
        try await write { db in
            guard let account = try self.account(login: credentials.login, db) else {
                guard isOpen else { throw APIError(.invalidCredentials) }
                return (try self.create(login: credentials.login, securityKey: credentials.securityKey, db), .new)
            }
            if isOpen {
                try db.run(
                    "UPDATE account SET security_key = ? WHERE id = ? AND security_key IS NULL",
                    [credentials.securityKey, account.id])
            }
            let row = try db.row("SELECT security_key, blocked FROM account WHERE id = ?", [account.id])
            let key: String? = row?["security_key"]
            guard let key, SecretDigest(key) == SecretDigest(credentials.securityKey) else {
                otherKey()
                throw APIError(.invalidCredentials)
            }
            guard row?["blocked"] == false else { throw APIError(.accountBlocked) }
            return (account, .known)
        }
    }

    /// The account of a login. One that nobody was given is made where `isOpen`: its key is the first it comes with.
    public func account(login: String, isOpen: Bool) async throws -> Account? {
        try await write { db in
            if let account = try self.account(login: login, db) { return account }
            return isOpen ? try self.create(login: login, securityKey: nil, db) : nil
        }
    }

    /// Blocks an account or lets it in again (AUTH-03); whether there is one.
    public func block(login: String, _ isBlocked: Bool) async throws -> Bool {
        try await write { db in
            try db.run("UPDATE account SET blocked = ? WHERE login = ?", [isBlocked, login])
            return db.changesCount > 0
        }
    }

    private func account(login: String, _ db: Database) throws -> Account? {
        try db.row(
            """
            SELECT account.id, login, organization_id, organization.name AS organization
            FROM account JOIN organization ON organization.id = organization_id WHERE login = ?
            """, [login]
        ).map(Account.init(row:))
    }

    private func create(login: String, securityKey: String?, _ db: Database) throws -> Account {
        let organization = try organization(ofLogin: login, db)
        let account = Account(id: try nextID("account", db), login: login, organization: organization)
        try db.run(
            "INSERT INTO account (id, organization_id, login, security_key) VALUES (?, ?, ?, ?)",
            [account.id, organization.id, login, securityKey])
        return account
    }

    private func organization(ofLogin login: String, _ db: Database) throws -> Organization {
        try organization(named: Organization.name(ofLogin: login), db)
    }

    /// An organization, which is made where it is not there.
    func organization(named name: String, _ db: Database) throws -> Organization {
        if let known = try organizations(name, db).first { return known }
        try db.run("INSERT INTO organization (name) VALUES (?)", [name])
        let organization = Organization(id: db.lastInsertedRowID, name: name)
        try putStartTasks(in: organization, db)
        return organization
    }

    /// The organization of a name, if there is one, or all there are.
    func organizations(_ name: String?, _ db: Database) throws -> [Organization] {
        let rows =
            if let name {
                try db.rows("SELECT id, name FROM organization WHERE name = ? ORDER BY id", [name])
            } else {
                try db.rows("SELECT id, name FROM organization ORDER BY id")
            }
        return rows.map { Organization(id: $0["id"], name: $0["name"]) }
    }
}

extension Account {
    init(row: Row) {
        self.init(
            id: row["id"], login: row["login"],
            organization: Organization(id: row["organization_id"], name: row["organization"]))
    }
}
