import GRDB

/// What keeps an upload: a task, a comment, a field, an article, and a later version of it (EXPIRY-02).
///
/// An upload that nothing refers to says since when; whoever adds a reference holds it, whoever takes one away lets go.
extension Store {
    /// Something refers to an upload from now on.
    func hold(_ upload: Int64, _ db: Database) throws {
        try db.run(
            "UPDATE upload SET unreferenced_since = NULL WHERE id = ? AND unreferenced_since IS NOT NULL", [upload])
    }

    /// Something refers to some uploads no longer. Those that lost their last reference have their time anew
    /// (EXPIRY-04), and an alarm is set for its end: the one of their making may have rung long ago.
    func letGo(_ uploads: [Int64], at moment: Moment, in organization: Organization, _ db: Database) throws {
        var isAnyFree = false
        for upload in Set(uploads).sorted() {
            try db.run(
                """
                UPDATE upload SET unreferenced_since = ?
                WHERE id = ? AND NOT kept AND NOT EXISTS (\(Self.referencesOfUpload))
                """, [moment.milliseconds, upload])
            isAnyFree = isAnyFree || db.changesCount > 0
        }
        // Should the transaction fail, the alarm finds nothing.
        if isAnyFree { sweep(after: limits.unreferencedLifetime, in: organization) }
    }

    /// A row for each reference to the upload of the row around it.
    static let referencesOfUpload = """
        SELECT 1 FROM article_reference WHERE upload_id = upload.id
        UNION ALL
        SELECT 1 FROM file JOIN attachment ON file_row = file.row WHERE file.upload_id = upload.id
        UNION ALL
        SELECT 1 FROM file JOIN file AS later ON later.root_id = file.id AND later.organization_id = file.organization_id
        WHERE file.upload_id = upload.id
        """
}
