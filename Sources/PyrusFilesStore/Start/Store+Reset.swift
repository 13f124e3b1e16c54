import GRDB

/// Back to the start.
extension Store {
    /// Removes all data, or an organization's, with its accounts, tokens and clock, and puts back what is there from
    /// the start. Of all data, ids start anew.
    ///
    /// What is under way goes on: a download to its end, an upload until it is refused as its account's.
    ///
    /// - Returns: how many uploads are gone, seeds not counted. Their space is given back.
    public func reset(organization: String?) async throws -> Int {
        let (removed, doomed) = try await exclusively { db in
            var gone = (uploads: 0, contents: [DoomedContent]())
            try self.clocks.inTransaction(db) {
                if organization == nil { self.clocks.settings = [:] } else { self.clocks[organization] = nil }
                if organization == nil { try self.clocks.save(db) } else { try self.clocks.save(organization, db) }
                gone = try self.wipe(organization, db)
                try self.putStartAccounts(in: organization, db)
            }
            return gone
        }
        discard(doomed)
        await reclaimed()
        await planSweep()
        return removed
    }

    /// Removes the data of an organization, or all, and returns how many uploads that were and the contents that have no
    /// name any more.
    func wipe(_ organization: String?, _ db: Database) throws -> (uploads: Int, contents: [DoomedContent]) {
        let chosen = try organizations(organization, db)
        var (uploads, contents) = (0, [DoomedContent]())
        for organization in chosen {
            let rows = try db.rows(
                """
                SELECT content_id, size FROM upload
                WHERE organization_id = ? AND content_id NOT IN (SELECT content_id FROM seed)
                """, [organization.id])
            uploads += rows.count
            contents += rows.map { DoomedContent(id: $0["content_id"], size: $0["size"]) }
            for table in Self.tablesOfOrganization {
                try db.run("DELETE FROM \(table) WHERE \(Self.condition(of: table))", [organization.id])
            }
        }
        if organization == nil { try db.run("DELETE FROM sequence") }
        return (uploads, contents)
    }

    /// In an order in which none refers to one before it.
    private static let tablesOfOrganization = [
        "attachment", "field", "comment", "task", "article", "file", "upload", "token", "account", "organization",
    ]

    private static func condition(of table: String) -> String {
        switch table {
        case "organization": "id = ?"
        case "token": "account_id IN (SELECT id FROM account WHERE organization_id = ?)"
        case "attachment", "field", "comment": "task_row IN (SELECT row FROM task WHERE organization_id = ?)"
        default: "organization_id = ?"
        }
    }
}
