import GRDB
public import PyrusFiles

/// A file that can be downloaded: what its answer's head needs, and its bytes.
public struct StoredFile: Sendable {
    /// The stored name.
    public let name: String
    /// In bytes.
    public let size: Int64
    /// Its bytes, which stay while this is held.
    public let reader: ContentReader
}

/// Why a file isn't given out.
public enum FileRefusal: Error, Sendable, Equatable {
    /// No file has this id.
    case unknown
    /// It belongs to another organization (DOWNLOAD-05).
    case otherOrganization
}

extension Store {
    /// The file of an id, for an account.
    ///
    /// - Throws: ``FileRefusal``.
    public func file(id: Int32, for account: Account) async throws -> StoredFile {
        try await read { db in
            if let file = try self.fileRow(id, of: account.organization, db) {
                let row = try db.row("SELECT name, size, content_id FROM upload WHERE id = ?", [file.uploadID])
                if let row { return self.open(row) }
            }
            let known = try db.value(
                Int64.self, "SELECT row FROM file WHERE id = ? AND organization_id <> ? LIMIT 1",
                [id, account.organization.id])
            throw known == nil ? FileRefusal.unknown : FileRefusal.otherOrganization
        }
    }

    /// The upload that an article of the organization refers to (ATTACH-10); `nil` where none does.
    public func articleFile(guid: GUID, for account: Account) async throws -> StoredFile? {
        try await read { db in
            try db.row(
                """
                SELECT name, size, content_id FROM upload WHERE guid = ? AND organization_id = ?
                AND EXISTS (SELECT 1 FROM article_reference WHERE upload_id = upload.id)
                """, [guid.description, account.organization.id]
            ).map(self.open)
        }
    }

    /// The bytes of an organization's file, for a tester; `nil` where there is none of that id.
    public func reader(ofFile id: Int32, in organization: String) async throws -> ContentReader? {
        try await read { db in
            guard let organization = try self.organizations(organization, db).first,
                let file = try self.fileRow(id, of: organization, db)
            else { return nil }
            return try db.row("SELECT name, size, content_id FROM upload WHERE id = ?", [file.uploadID])
                .map { self.open($0).reader }
        }
    }

    /// The bytes of an upload, for a tester; `nil` where there is none of that guid.
    public func reader(ofUpload guid: GUID, organization: String?) async throws -> ContentReader? {
        try await read { db in try self.find(guid, organization, db).map { self.open($0.0).reader } }
    }

    /// A file that is there: one whose time is over is none any more, swept or not (EXPIRY-03).
    func fileRow(_ id: Int32, of organization: Organization, _ db: Database) throws -> FileRow? {
        try db.row(
            """
            SELECT row, file.id, root_id, upload_id FROM file JOIN upload ON upload.id = upload_id
            WHERE file.id = ? AND file.organization_id = ? AND (unreferenced_since IS NULL OR unreferenced_since > ?)
            """, [id, organization.id, lastDue(in: organization)]
        ).map { FileRow(row: $0["row"], id: $0["id"], rootID: $0["root_id"], uploadID: $0["upload_id"]) }
    }

    /// Makes an upload a file, and returns its row.
    func insertFile(
        id: Int32, upload: Int64, root: Int32? = nil, version: Int32 = 1, in organization: Organization, _ db: Database
    ) throws -> Int64 {
        try db.run(
            "INSERT INTO file (id, upload_id, organization_id, root_id, version) VALUES (?, ?, ?, ?, ?)",
            [id, upload, organization.id, root, version])
        return db.lastInsertedRowID
    }

    /// An id that no file of the organization has: a tester may have chosen one ahead.
    func nextFileID(in organization: Organization, _ db: Database) throws -> Int32 {
        while true {
            guard let id = Int32(exactly: try nextID("file", db)) else { throw APIError(.serverError) }
            if try !isTaken(file: id, in: organization, db) { return id }
        }
    }

    func isTaken(file id: Int32, in organization: Organization, _ db: Database) throws -> Bool {
        try db.value(Int64.self, "SELECT row FROM file WHERE id = ? AND organization_id = ?", [id, organization.id])
            != nil
    }

    /// Runs on the database's thread, so that nothing can remove the content between the look and the hold.
    private func open(_ row: Row) -> StoredFile {
        let content: Int64 = row["content_id"]
        contents.retain(content)
        let reader = ContentReader(store: self, content: content, size: row["size"])
        return StoredFile(name: row["name"], size: row["size"], reader: reader)
    }
}

/// A file's row in its organization.
struct FileRow {
    let row: Int64
    let id: Int32
    let rootID: Int32?
    let uploadID: Int64
}
