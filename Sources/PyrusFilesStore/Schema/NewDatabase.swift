import GRDB
import GRDBSQLite

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The database of a new store, in which nothing is yet.
///
/// It is made in memory, once a process, and written out for each store: to make the tables takes SQLite many times as long.
package enum NewDatabase {
    /// What the file holds.
    private static let image = Result { () throws -> [UInt8] in
        try DatabaseQueue(configuration: Connection.configuration()).writeWithoutTransaction { db in
            try Schema.update(db)
            var size: sqlite3_int64 = 0
            guard let bytes = sqlite3_serialize(db.sqliteConnection, "main", &size, 0) else {
                throw DatabaseError(resultCode: .SQLITE_NOMEM)
            }
            defer { sqlite3_free(bytes) }
            return Array(UnsafeRawBufferPointer(start: bytes, count: Int(size)))
        }
    }

    /// Makes what stores will be written from, ahead of the first.
    package static func prepare() { _ = image }

    /// Makes the file, for its owner alone: the folder may be one that others can look into. SQLite gives its journal the
    /// same mode. It is there whole or not at all, whenever this is cut off.
    ///
    /// - Parameter folder: has no database: nothing, or an empty file. A journal in it belongs to none.
    static func make(in folder: DataFolder) throws {
        let draft = try StateFile(in: folder.path)
        try image.get().withUnsafeBytes { try draft.append($0) }
        unlink(folder.databasePath + "-journal")
        try draft.move(to: folder.databasePath)
    }
}
