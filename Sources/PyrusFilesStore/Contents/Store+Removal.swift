import GRDB

/// A content that lost its last name, and the bytes it holds.
struct DoomedContent: Sendable {
    let id: Int64
    let size: Int64
}

/// Removal in small steps, so that a file of 2 GB on its way out delays nobody for long, and the database file
/// shrinks as it goes (UPLOAD-17, EXPIRY-01).
///
/// What a step changes has room in the journal's reserve: space is given back on a disk that is full, too.
extension Store {
    private static let contentsAStep = 64
    private static let chunksAStep = 8
    private static let pagesAStep = 64

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
        var most = Self.contentsAStep
        var damaged: [Int64] = []
        do {
            while !isHurried {
                let batch = contents.takeReady(atMost: most)
                guard !batch.isEmpty else { break }
                do {
                    let gone = try await remove(batch)
                    contents.removed(batch[..<gone])
                    contents.giveBack(batch[gone...])
                } catch DatabaseError.SQLITE_CORRUPT where damaged.count < Self.contentsAStep {
                    // One that lies on a damaged page is not to keep the others: from here on each goes alone.
                    if most == 1 { damaged += batch } else { contents.giveBack(batch) }
                    most = 1
                } catch {
                    contents.giveBack(batch)
                    throw error
                }
                try await shrink()
            }
            try await shrink()
            if damaged.isEmpty { return removalRetry.succeeded() }
        } catch {
            // A database that is full, locked or broken now: the contents stay invisible and doomed.
        }
        contents.giveBack(damaged)
        removalRetry.plan { [weak self] in self?.reclaim() }
    }

    /// Removes the first of some contents, as far as one step goes, and returns how many are gone whole.
    ///
    /// A content's last chunk goes first: often it is the file's end, and nothing has to be moved there.
    private func remove(_ batch: [Int64]) async throws -> Int {
        try await write { db in
            var left = Self.chunksAStep
            var gone = 0
            for content in batch {
                let keys = Chunk.keys(of: content)
                try db.run(
                    """
                    DELETE FROM chunk WHERE id IN (
                        SELECT id FROM chunk WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?)
                    """, [keys.lowerBound, keys.upperBound, left])
                left -= db.changesCount
                guard left > 0 else { break }
                try db.run("DELETE FROM content WHERE id = ?", [content])
                gone += 1
            }
            return gone
        }
    }

    /// Gives free pages back to the file system, each few in a transaction of their own.
    private func shrink() async throws {
        var isShrinking = true
        while isShrinking, !isHurried {
            do {
                isShrinking = try await exclusively { db in
                    let free = "PRAGMA freelist_count"
                    let before = try Int.fetchOne(db, sql: free) ?? 0
                    guard before > 0 else { return false }
                    try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.pagesAStep))")
                    return try 1..<before ~= Int.fetchOne(db, sql: free) ?? 0
                }
            } catch DatabaseError.SQLITE_CORRUPT {
                // A damaged page stands at the file's end. What is free before it is there for what comes next.
                return
            }
        }
    }
}
