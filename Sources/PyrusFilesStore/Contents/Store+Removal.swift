import GRDB

/// A content that lost its last name, and the bytes it holds.
struct DoomedContent: Sendable {
    let id: Int64
    let size: Int64
}

/// Removal in small steps, so that a file of 2 GB on its way out delays nobody for long, and the database file
/// shrinks as it goes (UPLOAD-17, EXPIRY-01).
extension Store {
    private static let contentsAStep = 64
    private static let chunksAStep = 8
    private static let pagesAStep = chunksAStep * 70

    /// Lets contents go. Only once the transaction that took their names is committed.
    func discard(_ doomed: [DoomedContent]) {
        guard !doomed.isEmpty else { return }
        for content in doomed {
            contents.subtract(content.size)
            contents.doom(content.id)
        }
        reclaim()
    }

    func removeContents() async {
        while !isHurried {
            let batch = contents.takeReady(atMost: Self.contentsAStep)
            guard !batch.isEmpty else { break }
            do {
                let gone = try await remove(batch)
                contents.removed(batch[..<gone])
                contents.giveBack(batch[gone...])
            } catch {
                // A database that is locked or broken now: the contents stay invisible and doomed, and the next
                // removal, at the latest the next start, tries again.
                contents.giveBack(batch)
                return
            }
        }
        guard !isHurried else { return }
        try? await read { try $0.execute(sql: "PRAGMA incremental_vacuum") }
    }

    /// Removes the first of some contents, as far as one step goes, and returns how many are gone whole.
    private func remove(_ batch: [Int64]) async throws -> Int {
        try await write { db in
            var left = Self.chunksAStep
            var gone = 0
            for content in batch {
                let keys = Chunk.keys(of: content)
                try db.run(
                    "DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE id >= ? AND id < ? LIMIT ?)",
                    [keys.lowerBound, keys.upperBound, left])
                left -= db.changesCount
                guard left > 0 else { break }
                try db.run("DELETE FROM content WHERE id = ?", [content])
                gone += 1
            }
            try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.pagesAStep))")
            return gone
        }
    }
}
