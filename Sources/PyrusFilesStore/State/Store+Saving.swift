import GRDB

/// The whole state as one file: a database of the same tables, with what every clock reads. Seeds are those of a start
/// and no part of it; the files that organizations have of them are.
extension Store {
    /// Clocks are saved as they read, not as far from the system's time as they are: that is another machine's.
    static let savedClockTable = """
        CREATE TABLE saved_clock (organization TEXT PRIMARY KEY, reads INTEGER NOT NULL, frozen INTEGER NOT NULL)
        WITHOUT ROWID
        """

    /// A file for a state that comes in.
    public func newStateFile() throws -> StateFile {
        try StateFile(in: folder)
    }

    /// Saves the state as it is at this moment. Uploads under way are no part of it.
    public func savedState() async throws -> StateFile {
        let file = try StateFile(in: folder)
        let readings = try await read { db in
            // The file exists, and is empty: that is what SQLite asks of it.
            try db.execute(sql: "VACUUM INTO ?", arguments: [file.path])
            return self.clocks.readings
        }
        let copy = try DatabaseQueue(path: file.path)
        try await copy.write { db in
            try db.execute(
                sql: """
                    DELETE FROM seed;
                    DELETE FROM content WHERE id NOT IN (SELECT content_id FROM upload);
                    DELETE FROM chunk WHERE id >> 20 NOT IN (SELECT id FROM content);
                    DELETE FROM clock;
                    \(Self.savedClockTable);
                    """)
            for reading in readings {
                try db.execute(
                    sql: "INSERT INTO saved_clock VALUES (?, ?, ?)",
                    arguments: [reading.organization, reading.now.milliseconds, reading.isFrozen])
            }
        }
        try copy.close()
        try file.seal()
        return file
    }
}
