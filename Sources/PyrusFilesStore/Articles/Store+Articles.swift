import GRDB
import PyrusFiles

/// The Knowledge Base, as far as it refers to uploads (ATTACH-10). An unknown id is `file_is_missing`.
extension Store {
    /// Stores a new article.
    public func createArticle(_ draft: ArticleDraft, by account: Account) async throws -> ArticleRecord {
        try await write { db in
            try self.check(account, db)
            let id = try self.nextID("article", db)
            try db.run(
                "INSERT INTO article (id, organization_id, title, body, parent_id) VALUES (?, ?, ?, ?, ?)",
                [id, account.organization.id, draft.title, draft.body, draft.parentID])
            try self.refer(article: id, body: draft.body, in: account.organization, db)
            return try self.article(id, of: account.organization, db)
        }
    }

    /// Replaces what an article says; uploads that its body no longer links to are let go.
    public func replaceArticle(id: Int64, _ draft: ArticleDraft, by account: Account) async throws -> ArticleRecord {
        try await write { db in
            try db.run(
                "UPDATE article SET title = ?, body = ?, parent_id = ? WHERE id = ? AND organization_id = ?",
                [draft.title, draft.body, draft.parentID, id, account.organization.id])
            guard db.changesCount > 0 else { throw APIError(.fileIsMissing) }
            let former = try self.references(of: id, db)
            try db.run("DELETE FROM article_reference WHERE article_id = ?", [id])
            try self.refer(article: id, body: draft.body, in: account.organization, db)
            try self.letGo(former, at: self.now(in: account.organization), in: account.organization, db)
            return try self.article(id, of: account.organization, db)
        }
    }

    /// Removes an article; its uploads are let go.
    public func deleteArticle(id: Int64, by account: Account) async throws {
        try await write { db in
            let former = try self.references(of: id, db)
            try db.run("DELETE FROM article WHERE id = ? AND organization_id = ?", [id, account.organization.id])
            guard db.changesCount > 0 else { throw APIError(.fileIsMissing) }
            try self.letGo(former, at: self.now(in: account.organization), in: account.organization, db)
        }
    }

    /// One article.
    public func article(id: Int64, for account: Account) async throws -> ArticleRecord {
        try await read { try self.article(id, of: account.organization, $0) }
    }

    /// All articles of an account's organization, oldest first.
    public func articles(for account: Account) async throws -> [ArticleRecord] {
        try await read { db in
            try db.rows("SELECT * FROM article WHERE organization_id = ? ORDER BY id", [account.organization.id])
                .map { try self.record($0, db) }
        }
    }

    private func article(_ id: Int64, of organization: Organization, _ db: Database) throws -> ArticleRecord {
        let row = try db.row("SELECT * FROM article WHERE id = ? AND organization_id = ?", [id, organization.id])
        guard let row else { throw APIError(.fileIsMissing) }
        return try record(row, db)
    }

    private func record(_ row: Row, _ db: Database) throws -> ArticleRecord {
        let uploads = try db.rows(
            """
            SELECT guid, name, size, md5, created_at FROM article_reference JOIN upload ON upload.id = upload_id
            WHERE article_id = ? ORDER BY position
            """, [row["id"] as Int64])
        let draft = ArticleDraft(title: row["title"], body: row["body"], parentID: row["parent_id"])
        return ArticleRecord(id: row["id"], draft: draft, uploads: try uploads.map(Upload.init(row:)))
    }

    /// A guid that is unknown, or another organization's, is plain text.
    private func refer(article: Int64, body: String?, in organization: Organization, _ db: Database) throws {
        for (position, guid) in ArticleLinks.guids(in: body ?? "").enumerated() {
            guard let upload = try uploadID(guid, of: organization, db) else { continue }
            try db.run(
                "INSERT INTO article_reference (article_id, upload_id, position) VALUES (?, ?, ?)",
                [article, upload, position])
            try hold(upload, db)
        }
    }

    private func references(of article: Int64, _ db: Database) throws -> [Int64] {
        try db.rows("SELECT upload_id FROM article_reference WHERE article_id = ?", [article]).map { $0["upload_id"] }
    }
}
