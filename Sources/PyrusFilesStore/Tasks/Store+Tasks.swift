import GRDB
import PyrusFiles

extension Store {
    /// Creates a task (ATTACH-02).
    ///
    /// - Throws: `unrecognized_attachment_id`, `too_many_attachments`; then there is no task, and no guid is used up.
    public func createTask(_ draft: TaskDraft, by account: Account) async throws -> TaskRecord {
        try await write { db in
            let id = try self.nextTaskID(in: account.organization, db)
            let now = self.clock.now.milliseconds
            try db.run(
                """
                INSERT INTO task (id, organization_id, account_id, text, form_id, subject, created_at, modified_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    id, account.organization.id, account.id, draft.text, draft.formID?.compact, draft.subject?.compact,
                    now, now,
                ])
            let task = TaskRow(row: db.lastInsertedRowID, organization: account.organization)
            try self.attach(draft.attachments, to: Place(task: task), db)
            for field in draft.fields { try self.set(field, at: Place(task: task), db) }
            try self.checkAttachmentCount(of: task, db)
            return try self.taskRecord(task, db)
        }
    }

    /// Adds a comment to a task (ATTACH-01).
    ///
    /// - Throws: `access_denied` for an unknown task or another organization's (ATTACH-11),
    ///   `unrecognized_attachment_id`, `too_many_attachments`; then nothing is attached, and no guid is used up.
    public func addComment(_ draft: CommentDraft, toTask id: Int64, by account: Account) async throws -> TaskRecord {
        try await write { db in
            let task = try self.taskRow(id, of: account.organization, db)
            let comment = try self.nextID("comment", db)
            let now = self.clock.now.milliseconds
            try db.run(
                "INSERT INTO comment (id, task_row, account_id, text, created_at) VALUES (?, ?, ?, ?, ?)",
                [comment, task.row, account.id, draft.text, now])
            try db.run("UPDATE task SET modified_at = ? WHERE row = ?", [now, task.row])
            try self.attach(draft.attachments, to: Place(task: task, comment: comment), db)
            for field in draft.fieldUpdates { try self.set(field, at: Place(task: task, comment: comment), db) }
            try self.checkAttachmentCount(of: task, db)
            return try self.taskRecord(task, db)
        }
    }

    /// A task with all of its comments and files (ATTACH-08).
    ///
    /// - Throws: `access_denied` for an unknown task or another organization's (ATTACH-11).
    public func task(id: Int64, for account: Account) async throws -> TaskRecord {
        try await read { db in
            try self.taskRecord(try self.taskRow(id, of: account.organization, db), db)
        }
    }

    /// An id that no task of the organization has: those given at this start or an earlier one are skipped.
    private func nextTaskID(in organization: Organization, _ db: Database) throws -> Int64 {
        while true {
            let id = try nextID("task", db)
            let taken = try db.value(
                Int64.self, "SELECT row FROM task WHERE id = ? AND organization_id = ?", [id, organization.id])
            if taken == nil { return id }
        }
    }

    private func taskRow(_ id: Int64, of organization: Organization, _ db: Database) throws -> TaskRow {
        let row = try db.value(
            Int64.self, "SELECT row FROM task WHERE id = ? AND organization_id = ?", [id, organization.id])
        guard let row else { throw APIError(.accessDenied) }
        return TaskRow(row: row, organization: organization)
    }

    /// The tasks given at start, for organizations that a former start knew (ATTACH-11).
    func addStartTasks(_ db: Database) throws {
        for row in try db.rows("SELECT id, name FROM organization") {
            try addStartTasks(to: Organization(id: row["id"], name: row["name"]), db)
        }
    }

    func addStartTasks(to organization: Organization, _ db: Database) throws {
        let now = clock.now.milliseconds
        for id in startTasks {
            try db.run(
                """
                INSERT INTO task (id, organization_id, text, created_at, modified_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, [id, organization.id, "Task \(id)", now, now])
        }
    }
}

/// A task's row in its organization.
struct TaskRow {
    let row: Int64
    let organization: Organization
}

/// Where something hangs: at the task itself or at a comment of it, and there in a field or not.
struct Place {
    let task: TaskRow
    var comment: Int64?
    var field: Int64?
}
