import GRDB

/// A state brought back: all of it or nothing.
extension Store {
    /// In an order in which each refers to those before it.
    static let tablesOfState = [
        "organization", "account", "token", "content", "chunk", "upload", "file", "task", "comment", "field",
        "attachment", "article", "article_reference", "sequence",
    ]

    /// Replaces everything by a state that was saved, here or on another machine, with its ids, guids and times: clocks
    /// go on from what they read. This server's own accounts and first token are put there, too.
    ///
    /// What is under way goes on as with a reset.
    ///
    /// - Throws: ``StateError``, and nothing is changed.
    public func restore(_ file: StateFile) async throws {
        // Away from the one connection: others go on meanwhile.
        try await Task {
            try file.unseal()
            try StateCheck(path: file.path).run()
        }.value
        let doomed = try await exclusively { db in
            try db.execute(sql: "ATTACH ? AS saved", arguments: [file.path])
            defer { try? db.execute(sql: "DETACH saved") }
            let bytes = try Self.savedBytes(db)
            guard bytes <= self.limits.maxTotalSize ?? .max else {
                throw StateError(description: "The state holds more bytes than --max-total-size allows.")
            }
            var doomed: [DoomedContent] = []
            try self.clocks.inTransaction(db) {
                doomed = try self.wipe(nil, db).contents
                try self.copySaved(db)
                try self.setClocksAsSaved(db)
                try self.putStartAccounts(in: nil, db)
            }
            self.contents.add(bytes)
            return doomed
        }
        discard(doomed)
        await reclaimed()
        await planSweep()
    }

    /// Contents and organizations get numbers that none had here: what is under way knows the former ones.
    private func copySaved(_ db: Database) throws {
        let contents = try shift(of: "content", db)
        let organizations = try shift(of: "organization", db)
        for table in Self.tablesOfState {
            let columns = try db.columns(in: table).map(\.name)
            let values = columns.map { column in
                switch (table, column) {
                case ("content", "id"), (_, "content_id"): "\(column) + \(contents)"
                case ("chunk", "id"): "id + \(contents) * \(Chunk.keys(of: 1).lowerBound)"
                case ("organization", "id"), (_, "organization_id"): "\(column) + \(organizations)"
                default: column
                }
            }
            try db.execute(
                sql: """
                    INSERT INTO main.\(table) (\(columns.joined(separator: ", ")))
                    SELECT \(values.joined(separator: ", ")) FROM saved.\(table)
                    """)
        }
    }

    /// What is to be added to the saved numbers of a table, so that they follow the last one here.
    private func shift(of table: String, _ db: Database) throws -> Int64 {
        let last =
            try Int64.fetchOne(db, sql: "SELECT seq FROM main.sqlite_sequence WHERE name = ?", arguments: [table]) ?? 0
        let row = try Row.fetchOne(db, sql: "SELECT min(id) AS first, max(id) AS last FROM saved.\(table)")
        guard let row, let first: Int64 = row["first"], let end: Int64 = row["last"] else { return 0 }
        guard last + (end - first) < Chunk.largestContent else { throw StateError.damaged("its numbers are too large") }
        return last + 1 - first
    }

    private func setClocksAsSaved(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT organization, reads, frozen FROM saved.saved_clock")
        clocks.readings = rows.map {
            ClockReading(
                organization: $0["organization"], now: Moment(milliseconds: $0["reads"]), isFrozen: $0["frozen"])
        }
        try clocks.save(db)
    }

    private static func savedBytes(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db, sql: "SELECT coalesce(sum(length(bytes)), 0) FROM saved.chunk") ?? 0
    }
}
