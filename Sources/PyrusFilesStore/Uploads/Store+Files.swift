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
            let row = try db.row(
                """
                SELECT file.organization_id, name, size, content_id FROM file JOIN upload ON upload.id = upload_id
                WHERE file.id = ?
                """, [id])
            guard let row else { throw FileRefusal.unknown }
            guard row["organization_id"] == account.organization.id else { throw FileRefusal.otherOrganization }
            return self.open(row)
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

    /// Runs on the database's thread, so that nothing can remove the content between the look and the hold.
    private func open(_ row: Row) -> StoredFile {
        let content: Int64 = row["content_id"]
        contents.retain(content)
        let reader = ContentReader(store: self, content: content, size: row["size"])
        return StoredFile(name: row["name"], size: row["size"], reader: reader)
    }
}
