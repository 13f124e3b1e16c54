import GRDB
public import PyrusFiles

/// An upload as it was received: bytes with a name, not yet a file of a task.
public struct Upload: Sendable, Equatable {
    /// What its sender was told, to attach it by.
    public let guid: GUID
    /// The name it is stored under (UPLOAD-12).
    public let name: String
    /// In bytes.
    public let size: Int64
    /// Of exactly the bytes stored.
    public let md5: MD5Digest
    /// When the last byte was in.
    public let createdAt: Moment

    /// Stores the upload, and returns its row.
    ///
    /// - Parameter isKept: whether it stays although nothing refers to it.
    func insert(
        _ db: Database, content: Int64, organization: Organization, account: Account? = nil, isKept: Bool = false
    ) throws -> Int64 {
        try db.run(
            """
            INSERT INTO upload
            (guid, organization_id, account_id, content_id, name, size, md5, created_at, kept, unreferenced_since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                guid.description, organization.id, account?.id, content, name, size, md5.hex(.documented),
                createdAt.milliseconds, isKept, isKept ? nil : createdAt.milliseconds,
            ])
        return db.lastInsertedRowID
    }
}

extension Upload {
    init(row: Row) throws {
        guard let guid = GUID(row["guid"] as String), let md5 = MD5Digest(hex: row["md5"] as String) else {
            throw APIError(.serverError)
        }
        self.init(
            guid: guid, name: row["name"], size: row["size"], md5: md5,
            createdAt: Moment(milliseconds: row["created_at"]))
    }
}

extension Store {
    /// Starts to receive an upload.
    public func receive() -> Reception {
        Reception(store: self)
    }

    static func addContent(_ db: Database) throws -> Int64 {
        try db.run("INSERT INTO content DEFAULT VALUES")
        return db.lastInsertedRowID
    }

    /// The row of an organization's upload. One whose time is over is none any more, swept or not (EXPIRY-03).
    func uploadID(_ guid: GUID, of organization: Organization, _ db: Database) throws -> Int64? {
        try db.value(
            Int64.self,
            """
            SELECT id FROM upload WHERE guid = ? AND organization_id = ?
            AND (unreferenced_since IS NULL OR unreferenced_since > ?)
            """, [guid.description, organization.id, lastDue(in: organization)])
    }
}
