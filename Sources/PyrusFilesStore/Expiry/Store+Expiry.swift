import GRDB
import PyrusFiles

/// What fell due.
struct Expiry: Sendable {
    /// In the order in which they did.
    var guids: [GUID] = []
    /// What is to be given back once the transaction is committed.
    var contents: [DoomedContent] = []
}

/// The removal of uploads that nothing refers to (EXPIRY-01).
extension Store {
    /// Uploads of the organization that nothing refers to since then, or longer, are due.
    func lastDue(in organization: Organization) -> Int64 {
        guard let lifetime = limits.unreferencedLifetime else { return .min }
        let (moment, overflow) = now(in: organization).milliseconds
            .subtractingReportingOverflow(lifetime.wholeMilliseconds)
        return overflow ? .min : moment
    }

    /// Removes all that is due, in the order in which it fell due: a version that goes may let its root go with it,
    /// from that moment on.
    func expire(_ organizations: [Organization], _ db: Database) throws -> Expiry {
        guard let lifetime = limits.unreferencedLifetime else { return Expiry() }
        var due: [(since: Int64, guid: GUID?)] = []
        var contents: [DoomedContent] = []
        for organization in organizations {
            let last = lastDue(in: organization)
            while let row = try db.row(
                """
                SELECT id, guid, unreferenced_since FROM upload
                WHERE organization_id = ? AND unreferenced_since <= ? ORDER BY unreferenced_since, id LIMIT 1
                """, [organization.id, last])
            {
                let since: Int64 = row["unreferenced_since"]
                let end = Moment(milliseconds: since).advanced(by: lifetime)
                let content = try remove(upload: row["id"], at: end, in: organization, db)
                if let content { contents.append(content) }
                due.append((since, GUID(row["guid"] as String)))
            }
        }
        let inOrder = due.enumerated().sorted { ($0.element.since, $0.offset) < ($1.element.since, $1.offset) }
        return Expiry(guids: inOrder.compactMap(\.element.guid), contents: contents)
    }

    /// Removes an upload that nothing refers to, and the file that it is. Its bytes are returned where nothing else
    /// has them.
    func remove(
        upload: Int64, at moment: Moment, in organization: Organization, _ db: Database
    ) throws -> DoomedContent? {
        let root = try db.value(
            Int64.self,
            """
            SELECT root.upload_id FROM file JOIN file AS root
            ON root.id = file.root_id AND root.organization_id = file.organization_id WHERE file.upload_id = ?
            """, [upload])
        guard let row = try db.row("SELECT content_id, size FROM upload WHERE id = ?", [upload]) else { return nil }
        try db.run("DELETE FROM file WHERE upload_id = ?", [upload])
        try db.run("DELETE FROM upload WHERE id = ?", [upload])
        if let root { try letGo([root], at: moment, in: organization, db) }
        return try isNamed(content: row["content_id"], db)
            ? nil : DoomedContent(id: row["content_id"], size: row["size"])
    }

    /// Whether an upload or a seed has these bytes.
    func isNamed(content: Int64, _ db: Database) throws -> Bool {
        try db.value(
            Bool.self,
            "SELECT EXISTS (SELECT 1 FROM upload WHERE content_id = ?1 UNION ALL SELECT 1 FROM seed WHERE content_id = ?1)",
            [content]) ?? false
    }
}
