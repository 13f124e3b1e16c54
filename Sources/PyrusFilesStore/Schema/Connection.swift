import GRDB

/// How the database is opened.
///
/// One file, one connection, a rollback journal that is kept (`PERSIST`) and no waiting for the disk. Measured with rows
/// of 1 MiB: pages that are new to the file are not journalled, so every byte is written once, where a write-ahead log
/// writes and checksums it twice. What is committed survives the end of the process, however it comes; a power cut may cost
/// the last seconds, which a stand-in may say openly.
enum Connection {
    /// The room on the disk that the journal has in any case, and keeps, in bytes.
    private static let journalSize = 4 << 20

    static func open(_ folder: DataFolder) throws(StoreError) -> DatabaseQueue {
        let path = folder.databasePath
        let isNew = try DatabaseHeader.check(path)
        do {
            if isNew { try NewDatabase.make(in: folder) }
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            try queue.writeWithoutTransaction(Schema.update)
            JournalReserve.take(path + "-journal", size: journalSize)
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw .notOurs(path)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unreadable(path, error)
        }
    }

    static func configuration() -> Configuration {
        let patience = LockPatience()
        var configuration = Configuration()
        configuration.label = "pyrus-files.store"
        configuration.busyMode = .callback { patience.waits(tries: $0) }
        configuration.prepareDatabase { db in
            // Debian's SQLite overwrites what is deleted with zeros, and so needs as much room in the journal.
            try db.execute(
                sql: """
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
