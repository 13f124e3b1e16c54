import GRDB

/// How the database is opened.
///
/// One file, one connection, a rollback journal that is kept (`PERSIST`) and no waiting for the disk. Measured with rows
/// of 1 MiB: pages that are new to the file are not journalled, so every byte is written once, where a write-ahead log
/// writes and checksums it twice. Pages of 16 KiB are the fastest of 4 to 64. What is committed survives the end of the
/// process, however it comes; a power cut may cost the last seconds, which a stand-in may say openly.
enum Connection {
    /// The room on the disk that the journal has in any case, and keeps, in bytes.
    private static let journalSize = 4 << 20

    static func open(_ path: String) throws(StoreError) -> DatabaseQueue {
        if try DatabaseHeader.check(path) { DatabaseHeader.make(path) }
        do { return try DatabaseQueue(path: path, configuration: configuration()) } catch { throw failure(path, error) }
    }

    /// Brings the tables to the form of today and does `body`: all of it or nothing.
    static func prepare(_ queue: DatabaseQueue, _ body: (Database) throws -> Void) throws(StoreError) {
        do {
            try queue.writeWithoutTransaction { db in try Schema.update(db) { try body(db) } }
        } catch {
            throw failure(queue.path, error)
        }
        JournalReserve.take(queue.path + "-journal", size: journalSize)
    }

    private static func failure(_ path: String, _ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB: .notOurs(path)
        default: .unreadable(path, error)
        }
    }

    private static func configuration() -> Configuration {
        let patience = LockPatience()
        var configuration = Configuration()
        configuration.label = "pyrus-files.store"
        configuration.busyMode = .callback { patience.waits(tries: $0) }
        configuration.prepareDatabase { db in
            // Debian's SQLite overwrites what is deleted with zeros, and so needs as much room in the journal.
            try db.execute(
                sql: """
                    PRAGMA page_size = 16384;
                    PRAGMA secure_delete = OFF;
                    PRAGMA journal_mode = PERSIST;
                    PRAGMA journal_size_limit = \(journalSize);
                    PRAGMA synchronous = OFF;
                    PRAGMA cache_size = -4096;
                    PRAGMA temp_store = MEMORY;
                    """)
        }
        return configuration
    }
}
