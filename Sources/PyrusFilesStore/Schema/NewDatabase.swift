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
    /// - Parameter path: where no database is: nothing, or an empty file. A journal beside it belongs to none.
    static func make(_ path: String) throws(StoreError) {
        let bytes: [UInt8]
        do { bytes = try image.get() } catch { throw .unreadable(path, error) }
        let draft = path + "-new"
        unlink(path + "-journal")
        guard put(bytes, into: draft), rename(draft, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(draft)
            throw .unreadable(path, reason: reason)
        }
    }

    /// - Returns: whether all of it is written; `errno` says why not.
    private static func put(_ bytes: [UInt8], into path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 || (count < 0 && errno == EINTR) else { break }
            written += max(count, 0)
        }
        let reason = errno
        close(file)
        errno = reason
        return written == bytes.count
    }
}
