import GRDB
public import PyrusFiles

/// What there is, of one organization or of all, a page at a time: a list may be longer than memory.
extension Store {
    private static let pageSize = 200

    /// Uploads in the order of their making.
    public func uploads(organization: String?, after place: Int64 = 0) async throws -> Page<UploadListing> {
        try await page("upload", row: "id", organization, after: place) { row, organization, db in
            guard self.isShown(row, in: organization) else { return nil }
            return try self.listing(row, of: organization, db)
        }
    }

    /// One upload, whoever has it.
    public func upload(_ guid: GUID, organization: String?) async throws -> UploadListing? {
        try await read { db in try self.find(guid, organization, db).map { try self.listing($0, of: $1, db) } }
    }

    /// What a removal came to.
    public enum Removal: Sendable, Equatable {
        /// It is gone.
        case removed
        /// There is none such.
        case unknown
        /// Something refers to it.
        case referenced
    }

    /// Removes an upload that nothing refers to.
    public func removeUpload(_ guid: GUID, organization: String?) async throws -> Removal {
        let (removal, doomed) = try await write { db -> (Removal, [DoomedContent]) in
            // A version that is due refers to nothing any more.
            let due = try self.expire(try self.organizations(organization, db), db).contents
            guard let (row, organization) = try self.find(guid, organization, db) else { return (.unknown, due) }
            let upload: Int64 = row["id"]
            guard try self.references(of: upload, db).isEmpty else { return (.referenced, due) }
            let now = self.now(in: organization)
            let removed = try self.remove(upload: upload, at: now, in: organization, db)
            return (.removed, due + (removed.map { [$0] } ?? []))
        }
        discard(doomed)
        await reclaimed()
        return removal
    }

    /// Attached files, and those made without a task, in the order of their making.
    public func files(organization: String?, after place: Int64 = 0) async throws -> Page<OrganizationFile> {
        try await page("file", row: "row", organization, after: place) { row, organization, db in
            try self.file(row, of: organization, db)
        }
    }

    /// The files of an id: each organization may have one.
    public func files(id: Int32, organization: String?) async throws -> [OrganizationFile] {
        try await read { db in
            try self.organizations(organization, db).compactMap { organization in
                let row = try db.row("SELECT * FROM file WHERE id = ? AND organization_id = ?", [id, organization.id])
                return try row.flatMap { try self.file($0, of: organization, db) }
            }
        }
    }

    /// Tasks in the order of their making.
    public func tasks(organization: String?, after place: Int64 = 0) async throws -> Page<OrganizationTask> {
        try await page("task", row: "row", organization, after: place) { row, organization, db in
            let task = try self.taskRecord(TaskRow(row: row["row"], organization: organization), db)
            return OrganizationTask(task: task, organization: organization.name)
        }
    }

    /// The tasks of an id: each organization may have one.
    public func tasks(id: Int64, organization: String?) async throws -> [OrganizationTask] {
        try await read { db in
            try self.organizations(organization, db).compactMap { organization in
                guard let task = try self.taskRow(id, of: organization, db) else { return nil }
                return OrganizationTask(task: try self.taskRecord(task, db), organization: organization.name)
            }
        }
    }

    private func page<Item: Sendable>(
        _ table: String, row: String, _ organization: String?, after place: Int64,
        _ item: @escaping @Sendable (Row, Organization, Database) throws -> Item?
    ) async throws -> Page<Item> {
        try await read { db in
            let rows = try db.rows(
                """
                SELECT \(table).*, organization.name AS organization FROM \(table)
                JOIN organization ON organization.id = organization_id
                WHERE \(table).\(row) > ?1 AND (?2 IS NULL OR organization.name = ?2)
                ORDER BY \(table).\(row) LIMIT ?3
                """, [place, organization, Self.pageSize])
            let items = try rows.compactMap { row in
                try item(row, Organization(id: row["organization_id"], name: row["organization"]), db)
            }
            let last: Int64? = rows.last?[row]
            return Page(items: items, next: rows.count < Self.pageSize ? nil : last)
        }
    }

    func find(_ guid: GUID, _ organization: String?, _ db: Database) throws -> (Row, Organization)? {
        let row = try db.row(
            """
            SELECT upload.*, organization.name AS organization FROM upload
            JOIN organization ON organization.id = organization_id
            WHERE guid = ?1 AND (?2 IS NULL OR organization.name = ?2)
            """, [guid.description, organization])
        guard let row else { return nil }
        let organization = Organization(id: row["organization_id"], name: row["organization"])
        return isShown(row, in: organization) ? (row, organization) : nil
    }

    /// What is due is gone, swept or not (EXPIRY-03).
    private func isShown(_ upload: Row, in organization: Organization) -> Bool {
        guard let since: Int64 = upload["unreferenced_since"] else { return true }
        return since > lastDue(in: organization)
    }

    private func listing(_ row: Row, of organization: Organization, _ db: Database) throws -> UploadListing {
        let since: Int64? = row["unreferenced_since"]
        let expires = since.flatMap { since in
            limits.unreferencedLifetime.map { Moment(milliseconds: since).advanced(by: $0) }
        }
        return UploadListing(
            upload: try Upload(row: row), organization: organization.name, expires: expires,
            references: try references(of: row["id"], db))
    }

    private func references(of upload: Int64, _ db: Database) throws -> [UploadListing.Reference] {
        let rows = try db.rows(
            """
            SELECT CASE WHEN attachment.comment_id IS NOT NULL THEN 'comment' WHEN field_id IS NOT NULL THEN 'field'
                ELSE 'task' END AS kind, coalesce(attachment.comment_id, field.key, task.id) AS id
            FROM file JOIN attachment ON file_row = file.row JOIN task ON task.row = attachment.task_row
            LEFT JOIN field ON field.id = field_id WHERE file.upload_id = ?1
            UNION SELECT 'article', article_id FROM article_reference WHERE upload_id = ?1
            UNION SELECT 'version', later.id FROM file JOIN file AS later
            ON later.root_id = file.id AND later.organization_id = file.organization_id WHERE file.upload_id = ?1
            """, [upload])
        return rows.compactMap { row -> UploadListing.Reference? in
            guard let kind = UploadListing.Reference.Kind(rawValue: row["kind"]) else { return nil }
            guard kind == .field, let key: String = row["id"] else {
                return UploadListing.Reference(kind: kind, id: .integer(row["id"] as Int64))
            }
            return UploadListing.Reference(kind: kind, id: FieldDraft.name(inKey: key))
        }
    }

    private func file(_ row: Row, of organization: Organization, _ db: Database) throws -> OrganizationFile? {
        guard let upload = try db.row("SELECT * FROM upload WHERE id = ?", [row["upload_id"] as Int64]),
            isShown(upload, in: organization), let md5 = MD5Digest(hex: upload["md5"] as String)
        else { return nil }
        let file = FileObject(
            id: row["id"], name: upload["name"], size: upload["size"], version: row["version"], md5: md5,
            rootID: row["root_id"])
        return OrganizationFile(file: file, organization: organization.name)
    }
}
