import GRDB
import PyrusFiles

/// Puts a task together from its rows: a fixed number of statements, however many comments it has.
extension Store {
    func taskRecord(_ task: TaskRow, _ db: Database) throws -> TaskRecord {
        guard let row = try db.row("SELECT * FROM task WHERE row = ?", [task.row]) else {
            throw APIError(.accessDenied)
        }
        let authors = try authors(of: task, db)
        let parts = try Parts(of: task, db)
        return TaskRecord(
            id: row["id"], text: row["text"], formID: try json(row["form_id"]), subject: try json(row["subject"]),
            createdAt: Moment(milliseconds: row["created_at"]), modifiedAt: Moment(milliseconds: row["modified_at"]),
            author: authors[row["account_id"]], fields: parts.fields[nil] ?? [],
            attachments: parts.attachments[Parts.Owner()] ?? [],
            comments: try db.rows("SELECT * FROM comment WHERE task_row = ? ORDER BY id", [task.row]).map { row in
                CommentRecord(
                    id: row["id"], text: row["text"], createdAt: Moment(milliseconds: row["created_at"]),
                    author: authors[row["account_id"]],
                    attachments: parts.attachments[Parts.Owner(comment: row["id"])] ?? [],
                    fieldUpdates: parts.fields[row["id"]] ?? [])
            })
    }

    private func authors(of task: TaskRow, _ db: Database) throws -> [Int64?: Account] {
        let rows = try db.rows(
            """
            SELECT id, login FROM account WHERE id IN (
                SELECT account_id FROM task WHERE row = ? UNION SELECT account_id FROM comment WHERE task_row = ?)
            """, [task.row, task.row])
        let accounts = rows.map { Account(id: $0["id"], login: $0["login"], organization: task.organization) }
        return Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
    }
}

/// What hangs at a task, by where it hangs.
private struct Parts {
    struct Owner: Hashable {
        var comment: Int64?
        var field: Int64?
    }

    var attachments: [Owner: [Attachment]] = [:]
    var fields: [Int64?: [FieldRecord]] = [:]

    init(of task: TaskRow, _ db: Database) throws {
        let rows = try db.rows(
            """
            SELECT attachment.*, file.id AS file_id, name, size, md5, root_id, version FROM attachment
            LEFT JOIN file ON file.row = file_row LEFT JOIN upload ON upload.id = upload_id
            WHERE attachment.task_row = ? ORDER BY attachment.id
            """, [task.row])
        for row in rows {
            let owner = Owner(comment: row["comment_id"], field: row["field_id"])
            attachments[owner, default: []].append(try Attachment(row: row))
        }
        for row in try db.rows("SELECT * FROM field WHERE task_row = ? ORDER BY id", [task.row]) {
            let owner = Owner(comment: row["comment_id"], field: row["id"])
            let files = row["has_files"] ? attachments[owner] ?? [] : nil
            let body = try json(row["body"]) ?? .null
            fields[owner.comment, default: []].append(FieldRecord(body: body, files: files))
        }
    }
}

extension Attachment {
    fileprivate init(row: Row) throws {
        guard let file: Int32 = row["file_id"] else {
            self = .link(id: row["link_id"], name: row["link_name"] ?? row["link_url"], url: row["link_url"])
            return
        }
        guard let md5 = MD5Digest(hex: row["md5"] as String) else { throw APIError(.serverError) }
        self = .file(
            FileObject(
                id: file, name: row["name"], size: row["size"], version: row["version"], md5: md5,
                rootID: row["root_id"]))
    }
}

private func json(_ text: String?) throws -> JSON? {
    try text.map { try JSON(parsing: Array($0.utf8)) }
}
