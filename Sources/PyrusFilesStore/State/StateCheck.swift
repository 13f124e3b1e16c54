import GRDB
import PyrusFiles

import struct Foundation.Data

/// Looks at a state before a byte of it is believed: it may be damaged, or made by hand.
struct StateCheck {
    let path: String

    /// - Throws: ``StateError``.
    func run() throws {
        do {
            guard try !DatabaseHeader.check(path) else { throw StateError.notOurs }
        } catch let error as StoreError {
            throw error == .newer(path) ? StateError.otherVersion : StateError.notOurs
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let copy = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? copy.close() }
            try copy.read(check)
        } catch let error as DatabaseError {
            throw StateError.damaged(error.message ?? "it is no database")
        }
    }

    private func check(_ db: Database) throws {
        guard try Self.schema(db) == Self.expectedSchema() else { throw StateError.otherVersion }
        let fault = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        guard fault == "ok" else { throw StateError.damaged(fault ?? "it can't be read") }
        guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
            throw StateError.damaged("a row refers to one that is not there")
        }
        try checkTypes(db)
        try checkRanges(db)
        try checkSense(db)
        try checkTexts(db)
        try checkContents(db)
    }

    private static func schema(_ db: Database) throws -> [String] {
        // A database that an early version made has a table more, which nothing reads.
        try String.fetchAll(
            db,
            sql: """
                SELECT coalesce(sql, name) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations' ORDER BY name
                """)
    }

    private static func expectedSchema() throws -> [String] {
        let model = try DatabaseQueue()
        return try model.writeWithoutTransaction { db in
            try db.execute(sql: Schema.script)
            try db.execute(sql: Store.savedClockTable)
            return try schema(db)
        }
    }

    /// SQLite keeps anything in any column; what is read here has to be what its column says.
    private func checkTypes(_ db: Database) throws {
        for table in Store.tablesOfState + ["saved_clock"] {
            for column in try db.columns(in: table) {
                let types = ["TEXT": "'text', 'blob'", "BLOB": "'blob'"][column.type] ?? "'integer'"
                try refuse(
                    "\(table) WHERE \(column.name) IS NOT NULL AND typeof(\(column.name)) NOT IN (\(types))",
                    "\(table) has a value that is none of its column", db)
            }
        }
    }

    private func checkRanges(_ db: Database) throws {
        let id = "BETWEEN 1 AND \(Int32.max)"
        let number = "BETWEEN 1 AND \(Chunk.largestContent)"
        let time = "BETWEEN 0 AND \(Moment.latest.milliseconds)"
        for condition in [
            "file WHERE id NOT \(id) OR version NOT \(id)",
            "attachment WHERE link_id NOT \(id)", "task WHERE created_at NOT \(time) OR modified_at NOT \(time)",
            "comment WHERE created_at NOT \(time)", "token WHERE issued_at NOT \(time)",
            "content WHERE id NOT \(number)", "organization WHERE id NOT \(number)",
            "sequence WHERE next NOT BETWEEN 1 AND \(Int64.max / 2)",
            "upload WHERE size < 1 OR created_at NOT \(time) OR unreferenced_since NOT \(time)",
            "saved_clock WHERE reads NOT \(time)",
        ] {
            try refuse(condition, "a number is out of its range", db)
        }
        try refuse("chunk WHERE id >> 20 NOT IN (SELECT id FROM content)", "bytes belong to no file", db)
        let bad = try String.fetchCursor(db, sql: "SELECT guid FROM upload")
        while let guid = try bad.next() {
            guard GUID(guid) != nil else { throw StateError.damaged("a guid is none") }
        }
    }

    /// What the tables allow and the service never does.
    private func checkSense(_ db: Database) throws {
        for condition in [
            "attachment WHERE (file_row IS NULL) = (link_id IS NULL) OR (link_id IS NULL) <> (link_url IS NULL)",
            "upload WHERE unreferenced_since IS NOT NULL AND EXISTS (\(Store.referencesOfUpload))",
            "seed",
        ] {
            try refuse(condition, "rows do not go together", db)
        }
        for table in ["account", "comment", "article"] {
            let next = "coalesce((SELECT next FROM sequence WHERE name = '\(table)'), \(Schema.firstID))"
            try refuse("\(table) WHERE id >= \(next)", "an id would be given twice", db)
        }
    }

    /// A text with a NUL is kept as a blob; what is no text at all can't be read as one.
    private func checkTexts(_ db: Database) throws {
        for table in Store.tablesOfState + ["saved_clock"] {
            for column in try db.columns(in: table) where column.type == "TEXT" {
                let blobs = try Data.fetchCursor(
                    db, sql: "SELECT \(column.name) FROM \(table) WHERE typeof(\(column.name)) = 'blob'")
                while let blob = try blobs.next() {
                    guard String(validating: blob, as: UTF8.self) != nil else {
                        throw StateError.damaged("a text is none")
                    }
                }
            }
        }
        for (table, column) in [("task", "form_id"), ("task", "subject"), ("field", "body")] {
            let texts = try String.fetchCursor(
                db, sql: "SELECT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
            while let text = try texts.next() {
                guard (try? JSON(parsing: Array(text.utf8))) != nil else {
                    throw StateError.damaged("a value is no JSON")
                }
            }
        }
    }

    /// Every file's bytes are there, and have its MD5.
    private func checkContents(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT DISTINCT content_id, size, md5 FROM upload ORDER BY content_id
                """)
        while let row = try rows.next() {
            let content: Int64 = row["content_id"]
            let (hasher, keys) = (MD5Hasher(), Chunk.keys(of: content))
            var (position, size) = (Int64(0), Int64(0))
            let chunks = try Row.fetchCursor(
                db, sql: "SELECT id, bytes FROM chunk WHERE id >= ? AND id < ? ORDER BY id",
                arguments: [keys.lowerBound, keys.upperBound])
            while let chunk = try chunks.next() {
                guard chunk["id"] == keys.lowerBound + position else {
                    throw StateError.damaged("bytes of a file are missing")
                }
                let count = try chunk.withUnsafeData(named: "bytes") { data in
                    data?.withUnsafeBytes { bytes in
                        hasher.update(bytes)
                        return bytes.count
                    } ?? 0
                }
                guard 1...Chunk.capacity ~= count else { throw StateError.damaged("bytes of a file lie oddly") }
                position += 1
                size += Int64(count)
            }
            guard size == row["size"], hasher.finish().hex(.documented) == row["md5"] else {
                throw StateError.damaged("the bytes of a file are not those of its MD5")
            }
        }
    }

    private func refuse(_ condition: String, _ what: String, _ db: Database) throws {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(condition))") == false else {
            throw StateError.damaged(what)
        }
    }
}
