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
                let id = try makeFile(guid, root: root, in: place.task.organization, db)
                try db.run("\(columns) file_id) VALUES (?, ?, ?, ?)", here + [id])
            case .file(let id):
                let known = try db.value(
                    Int32.self, "SELECT id FROM file WHERE id = ? AND organization_id = ?",
                    [id, place.task.organization.id])
                guard known != nil else { throw APIError(.unrecognizedAttachmentID) }
                try db.run("\(columns) file_id) VALUES (?, ?, ?, ?)", here + [id])
            case .link(let url, let name):
                try db.run(
                    "\(columns) link_id, link_url, link_name) VALUES (?, ?, ?, ?, ?, ?)",
                    here + [try nextFileID(db), url, name])
            }
        }
    }

    /// Sets a field: a former value goes, with its hold on its files. A comment keeps what it set (ATTACH-02).
    func set(_ draft: FieldDraft, at place: Place, _ db: Database) throws {
        try db.run(
            "DELETE FROM field WHERE task_row = ? AND comment_id IS NULL AND key = ?", [place.task.row, draft.key])
        let current = try insert(draft, at: Place(task: place.task), db)
        try attach(draft.files ?? [], to: current, db)
        guard place.comment != nil else { return }
        let kept = try insert(draft, at: place, db)
        try db.run(
            """
            INSERT INTO attachment (task_row, comment_id, field_id, file_id, link_id, link_url, link_name)
            SELECT task_row, ?, ?, file_id, link_id, link_url, link_name FROM attachment WHERE field_id = ? ORDER BY id
            """, [place.comment, kept.field, current.field])
    }

    private func insert(_ draft: FieldDraft, at place: Place, _ db: Database) throws -> Place {
        try db.run(
            "INSERT INTO field (task_row, comment_id, key, body, has_files) VALUES (?, ?, ?, ?, ?)",
            [place.task.row, place.comment, draft.key, draft.body.compact, draft.files != nil])
        return Place(task: place.task, comment: place.comment, field: db.lastInsertedRowID)
    }

    /// Makes a file of an upload whose guid was not used yet (ATTACH-05), or a new version of one (ATTACH-06).
    private func makeFile(_ guid: GUID?, root: Int32?, in organization: Organization, _ db: Database) throws -> Int32 {
        guard let guid, let upload = try Self.uploadID(guid, of: organization, db),
            try db.value(Int32.self, "SELECT id FROM file WHERE upload_id = ?", [upload]) == nil
        else { throw APIError(.unrecognizedAttachmentID) }
        var version: Int32 = 1
        var first: Int32?
        if let root {
            first = try db.value(
                Int32.self, "SELECT coalesce(root_id, id) FROM file WHERE id = ? AND organization_id = ?",
                [root, organization.id])
            guard let first else { throw APIError(.unrecognizedAttachmentID) }
            let newest = try db.value(
                Int32.self, "SELECT max(version) FROM file WHERE id = ? OR root_id = ?", [first, first])
            version = (newest ?? 0) + 1
        }
        let id = try nextFileID(db)
        try db.run(
            "INSERT INTO file (id, upload_id, organization_id, root_id, version) VALUES (?, ?, ?, ?, ?)",
            [id, upload, organization.id, first, version])
        return id
    }

    private func nextFileID(_ db: Database) throws -> Int32 {
        guard let id = Int32(exactly: try nextID("file", db)) else { throw APIError(.serverError) }
        return id
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
