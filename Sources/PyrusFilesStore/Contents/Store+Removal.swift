import GRDB

/// Removal in small steps, so that a file of 2 GB on its way out delays nobody for long, and the database file
/// shrinks as it goes (UPLOAD-17, EXPIRY-01).
extension Store {
    private static let chunksAStep = 8
    private static let pagesAStep = chunksAStep * 70

    func removeContents() async {
        while let content = contents.nextToRemove() {
            do {
                while try await removeChunks(of: content) {}
            } catch {
                // A database that is locked or broken now: the content stays invisible and doomed, and the next
                // removal, at the latest the next start, tries again.
                return
            }
            contents.removed(content)
        }
        try? await read { try $0.execute(sql: "PRAGMA incremental_vacuum") }
    }

    private func removeChunks(of content: Int64) async throws -> Bool {
        try await write { db in
            let keys = Chunk.keys(of: content)
            try db.run(
                "DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE id >= ? AND id < ? LIMIT ?)",
                [keys.lowerBound, keys.upperBound, Self.chunksAStep])
            let removed = db.changesCount
            guard removed < Self.chunksAStep else {
                try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.pagesAStep))")
                return true
            }
            try db.run("DELETE FROM content WHERE id = ?", [content])
            return false
        }
    }
}
