import GRDB
import PyrusFiles

extension Store {
    /// Creates a task (ATTACH-02).
    ///
    /// - Throws: `unrecognized_attachment_id`, `too_many_attachments`; then there is no task, and no guid is used up.
    public func createTask(_ draft: TaskDraft, by account: Account) async throws -> TaskRecord {
        try await write { db in
            try self.check(account, db)
            let id = try self.nextTaskID(in: account.organization, db)
            return try self.createTask(id, draft, in: account.organization, author: account, db)
        }
    }

    /// Creates a task whose id is given, in an organization, which is made where it is not there.
    ///
    /// - Returns: `nil`, and nothing is changed, where the id is taken.
    /// - Throws: as ``createTask(_:by:)``.
    public func createTask(
        id: Int64?, _ draft: TaskDraft, in organization: String
    ) async throws -> OrganizationTask? {
        try await write { db in
            let organization = try self.organization(named: organization, db)
            if let id, try self.taskRow(id, of: organization, db) != nil { return nil }
            let id = try id ?? self.nextTaskID(in: organization, db)
            let task = try self.createTask(id, draft, in: organization, author: nil, db)
            return OrganizationTask(task: task, organization: organization.name)
        }
    }

    private func createTask(
        _ id: Int64, _ draft: TaskDraft, in organization: Organization, author: Account?, _ db: Database
    ) throws -> TaskRecord {
        let now = now(in: organization).milliseconds
        try db.run(
            """
            INSERT INTO task (id, organization_id, account_id, text, form_id, subject, created_at, modified_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [id, organization.id, author?.id, draft.text, draft.formID?.compact, draft.subject?.compact, now, now])
        let task = TaskRow(row: db.lastInsertedRowID, organization: organization)
        try attach(draft.attachments, to: Place(task: task), db)
        for field in draft.fields { try set(field, at: Place(task: task), db) }
        try checkAttachmentCount(of: task, db)
        return try taskRecord(task, db)
    }

    /// Adds a comment to a task (ATTACH-01).
    ///
    /// - Throws: `access_denied` for an unknown task or another organization's (ATTACH-11),
    ///   `unrecognized_attachment_id`, `too_many_attachments`; then nothing is attached, and no guid is used up.
    public func addComment(_ draft: CommentDraft, toTask id: Int64, by account: Account) async throws -> TaskRecord {
        try await write { db in
            try self.check(account, db)
            guard let task = try self.taskRow(id, of: account.organization, db) else { throw APIError(.accessDenied) }
            let comment = try self.nextID("comment", db)
            let now = self.now(in: account.organization).milliseconds
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
            guard let task = try self.taskRow(id, of: account.organization, db) else { throw APIError(.accessDenied) }
            return try self.taskRecord(task, db)
        }
    }

    /// An id that no task of the organization has: those given at this start or an earlier one are skipped.
    private func nextTaskID(in organization: Organization, _ db: Database) throws -> Int64 {
        while true {
            let id = try nextID("task", db)
            if try taskRow(id, of: organization, db) == nil { return id }
        }
    }

    func taskRow(_ id: Int64, of organization: Organization, _ db: Database) throws -> TaskRow? {
        try db.value(Int64.self, "SELECT row FROM task WHERE id = ? AND organization_id = ?", [id, organization.id])
            .map { TaskRow(row: $0, organization: organization) }
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
