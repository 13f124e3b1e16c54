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
    /// What the file holds. SQLite itself makes it, without the queue, the functions and the watch over every statement that
    /// come with a connection of the store's: they took half of the time. Kept as long as the process, and never written to.
    private nonisolated(unsafe) static let image = Result { () throws -> UnsafeRawBufferPointer in
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        try check(sqlite3_open(":memory:", &connection))
        try check(sqlite3_exec(connection, Schema.script, nil, nil, nil))
        var size: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(connection, "main", &size, 0) else {
            throw DatabaseError(resultCode: .SQLITE_NOMEM)
        }
        return UnsafeRawBufferPointer(start: bytes, count: Int(size))
    }

    private static func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Makes what stores will be written from, ahead of the first.
    package static func prepare() { _ = image }

    /// Makes the file, for its owner alone: the folder may be one that others can look into. SQLite gives its journal the
    /// same mode. It is there whole or not at all, whenever this is cut off.
    ///
    /// - Parameter folder: has no database: nothing, or an empty file. A journal in it belongs to none.
    static func make(in folder: DataFolder) throws {
        let draft = try StateFile(in: folder.path)
        try draft.append(image.get())
        unlink(folder.databasePath + "-journal")
        try draft.move(to: folder.databasePath)
    }
}
