import GRDB
import PyrusFiles

/// What is there from the start, put there.
extension Store {
    /// Puts accounts and the first token there; of one organization alone, where it has a name.
    func putStartAccounts(in organization: String?, _ db: Database) throws {
        func isMeant(_ credentials: Credentials) -> Bool {
            organization == nil || Organization.name(ofLogin: credentials.login) == organization
        }
        for credentials in start.accounts where isMeant(credentials) { _ = try add(credentials, db) }
        guard let token = start.token, isMeant(token.owner) else { return }
        try giveAtStart(token: token.text, to: try add(token.owner, db), db)
    }

    /// The tasks given at start and the seeds, for organizations that a former start knew (ATTACH-11).
    func putStartTasks(_ db: Database) throws {
        for organization in try organizations(nil, db) { try putStartTasks(in: organization, db) }
    }

    func putStartTasks(in organization: Organization, _ db: Database) throws {
        let now = now(in: organization).milliseconds
        for id in start.tasks {
            try db.run(
                """
                INSERT INTO task (id, organization_id, text, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, [id, organization.id, "Task \(id)", now, now])
        }
        try putSeeds(in: organization, db)
    }
}
