import GRDB

/// How the database is opened.
///
/// One file, one connection, a rollback journal that is kept (`PERSIST`) and no waiting for the disk. Measured with rows
/// of 1 MiB: pages that are new to the file are not journalled, so every byte is written once, where a write-ahead log
/// writes and checksums it twice. Pages of 16 KiB are the fastest of 4 to 64. What is committed survives the end of the
/// process, however it comes; a power cut may cost the last seconds, which a stand-in may say openly.
enum Connection {
    /// How long a lock of another process (a `sqlite3` shell) is waited for.
    static let busyTimeout = 5.0

    static func open(_ path: String) throws(StoreError) -> DatabaseQueue {
        if try DatabaseHeader.check(path) { DatabaseHeader.make(path) }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction(Schema.update)
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw .notOurs(path)
        } catch {
            throw .unreadable(path, error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "pyrus-files.store"
        configuration.busyMode = .timeout(busyTimeout)
        configuration.prepareDatabase { db in
            // The page size and auto_vacuum count only in a file that is still empty.
            try db.execute(
                sql: """
                    PRAGMA page_size = 16384;
                    PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA journal_mode = PERSIST;
                    PRAGMA journal_size_limit = 4194304;
                    PRAGMA synchronous = OFF;
                    PRAGMA cache_size = -4096;
                    PRAGMA temp_store = MEMORY;
                    """)
        }
        return configuration
    }
}
