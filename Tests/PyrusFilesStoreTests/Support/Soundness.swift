import GRDB

@testable import PyrusFilesStore

/// What must hold of a database at rest: SQLite finds no fault, and no row is there that nothing leads to.
struct Soundness: Equatable {
    /// How it has to be.
    static let sound = Soundness(
        faults: ["ok"], strayReferences: 0, orphanedChunks: 0, orphanedContents: 0, wrongSizes: 0)

    /// What SQLite's own check finds.
    let faults: [String]
    /// Rows that refer to others that are not there.
    let strayReferences: Int
    /// Chunks of no content.
    let orphanedChunks: Int
    /// Contents of no upload.
    let orphanedContents: Int
    /// Uploads with more bytes or fewer than they say, and rows of them that don't follow one another.
    let wrongSizes: Int
}

extension Soundness {
    init(_ db: Database) throws {
        func count(_ sql: String) throws -> Int {
            try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? -1
        }
        faults = try String.fetchAll(db, sql: "PRAGMA integrity_check")
        strayReferences = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
        orphanedChunks = try count("chunk_of_content WHERE content_id NOT IN (SELECT id FROM content)")
        orphanedContents = try count(
            "content WHERE id NOT IN (SELECT content_id FROM upload) AND id NOT IN (SELECT content_id FROM seed)")
        wrongSizes = try count(
            """
            upload LEFT JOIN (
                SELECT content_id, sum(size) AS bytes, count(*) AS chunks, max(position) AS last FROM chunk_of_content
                GROUP BY content_id) AS stored USING (content_id)
            WHERE bytes IS NOT upload.size OR chunks IS NOT last + 1
            """)
    }
}

extension Store {
    func soundness() async throws -> Soundness {
        try await read { try Soundness($0) }
    }

    /// The number of rows of a table.
    func count(_ table: String) async throws -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
    }
}
