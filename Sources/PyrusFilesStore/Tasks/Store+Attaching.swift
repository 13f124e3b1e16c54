import GRDB
import PyrusFiles

/// Attaching: the one way in which an upload becomes a file with an id (UPLOAD-18).
extension Store {
    func attach(_ drafts: [AttachmentDraft], to place: Place, _ db: Database) throws {
        let columns = "INSERT INTO attachment (task_row, comment_id, field_id,"
        for draft in drafts {
            let here: StoredValues = [place.task.row, place.comment, place.field]
            switch draft {
            case .upload(let guid, let root):
                let file = try makeFile(guid, root: root, in: place.task.organization, db)
                try db.run("\(columns) file_row) VALUES (?, ?, ?, ?)", here + [file])
            case .file(let id):
                guard let file = try fileRow(id, of: place.task.organization, db) else {
                    throw APIError(.unrecognizedAttachmentID)
                }
                try hold(file.uploadID, db)
                try db.run("\(columns) file_row) VALUES (?, ?, ?, ?)", here + [file.row])
            case .link(let url, let name):
                try db.run(
                    "\(columns) link_id, link_url, link_name) VALUES (?, ?, ?, ?, ?, ?)",
                    here + [try nextFileID(in: place.task.organization, db), url, name])
            }
        }
    }

    /// Sets a field: a former value goes, with its hold on its files. A comment keeps what it set (ATTACH-02).
    func set(_ draft: FieldDraft, at place: Place, _ db: Database) throws {
        let former = try remove(field: draft.key, of: place.task, db)
        let current = try insert(draft, at: Place(task: place.task), db)
        try attach(draft.files ?? [], to: current, db)
        if place.comment != nil {
            let kept = try insert(draft, at: place, db)
            try db.run(
                """
                INSERT INTO attachment (task_row, comment_id, field_id, file_row, link_id, link_url, link_name)
                SELECT task_row, ?, ?, file_row, link_id, link_url, link_name FROM attachment
                WHERE field_id = ? ORDER BY id
                """, [place.comment, kept.field, current.field])
        }
        let organization = place.task.organization
        try letGo(former, at: now(in: organization), in: organization, db)
    }

    /// Removes what a field is now, and returns the uploads that hung at it.
    private func remove(field key: String, of task: TaskRow, _ db: Database) throws -> [Int64] {
        let field = try db.value(
            Int64.self, "SELECT id FROM field WHERE task_row = ? AND comment_id IS NULL AND key = ?", [task.row, key])
        guard let field else { return [] }
        let uploads = try db.rows(
            "SELECT upload_id FROM attachment JOIN file ON file.row = file_row WHERE field_id = ?", [field])
        try db.run("DELETE FROM field WHERE id = ?", [field])
        return uploads.map { $0["upload_id"] }
    }

    private func insert(_ draft: FieldDraft, at place: Place, _ db: Database) throws -> Place {
        try db.run(
            "INSERT INTO field (task_row, comment_id, key, body, has_files) VALUES (?, ?, ?, ?, ?)",
            [place.task.row, place.comment, draft.key, draft.body.compact, draft.files != nil])
        return Place(task: place.task, comment: place.comment, field: db.lastInsertedRowID)
    }

    /// Makes a file of an upload whose guid was not used yet (ATTACH-05), or a new version of one (ATTACH-06).
    private func makeFile(_ guid: GUID?, root: Int32?, in organization: Organization, _ db: Database) throws -> Int64 {
        guard let guid, let upload = try uploadID(guid, of: organization, db),
            try db.value(Int32.self, "SELECT id FROM file WHERE upload_id = ?", [upload]) == nil
        else { throw APIError(.unrecognizedAttachmentID) }
        var version: Int32 = 1
        var first: FileRow?
        if let root {
            guard let named = try fileRow(root, of: organization, db) else { throw APIError(.unrecognizedAttachmentID) }
            first = try named.rootID.flatMap { try fileRow($0, of: organization, db) } ?? named
            let (next, overflow) = try newestVersion(of: first?.id ?? root, in: organization, db)
                .addingReportingOverflow(1)
            guard !overflow else { throw APIError(.serverError) }
            version = next
        }
        let id = try nextFileID(in: organization, db)
        try hold(upload, db)
        if let first { try hold(first.uploadID, db) }
        return try insertFile(id: id, upload: upload, root: first?.id, version: version, in: organization, db)
    }

    private func newestVersion(of first: Int32, in organization: Organization, _ db: Database) throws -> Int32 {
        try db.value(
            Int32.self,
            "SELECT max(version) FROM file WHERE organization_id = ?1 AND (id = ?2 OR root_id = ?2)",
            [organization.id, first]) ?? 0
    }

    /// At most so many attachments a task (ATTACH-09): its own, its comments' and its fields' as they are now.
    func checkAttachmentCount(of task: TaskRow, _ db: Database) throws {
        let count = try db.value(
            Int.self,
            """
            SELECT count(*) FROM attachment LEFT JOIN field ON field.id = field_id
            WHERE attachment.task_row = ? AND (field_id IS NULL OR field.comment_id IS NULL)
            """, [task.row])
        guard count ?? 0 <= limits.maxAttachmentsPerTask else { throw APIError(.tooManyAttachments) }
    }
}
