import GRDB

/// Why a store can't be opened: one sentence for the person who started the server. Nothing was changed.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    static func notOurs(_ path: String) -> StoreError {
        StoreError("\(path) is not a database of pyrus-files; it was left as it is.")
    }

    static func newer(_ path: String) -> StoreError {
        StoreError("\(path) was made by a newer version of pyrus-files; it was left as it is.")
    }

    static func inUse(_ folder: String) -> StoreError {
        StoreError("The data folder \(folder) is in use by another pyrus-files server.")
    }

    static func notWritable(_ folder: String, reason: String) -> StoreError {
        StoreError("The data folder \(folder) can't be written: \(reason).")
    }

    static func unreadable(_ path: String, _ error: any Error) -> StoreError {
        if case DatabaseError.SQLITE_CORRUPT = error { return .damaged(path) }
        return .unreadable(path, reason: (error as? DatabaseError)?.message ?? "\(error)")
    }

    static func damaged(_ path: String) -> StoreError {
        StoreError("The database \(path) can't be opened, since it is damaged; it was left as it is.")
    }

    static func unreadable(_ path: String, reason: String) -> StoreError {
        StoreError("The database \(path) can't be opened: \(reason).")
    }
}

extension StoreError {
    /// What made the store fail, for the log. Of a file that has gone, SQLite's own words say something else.
    public static func sentence(of error: any Error) -> String {
        switch error {
        case DatabaseError.SQLITE_READONLY_DBMOVED, DatabaseError.SQLITE_IOERR_FSTAT:
            "The database was moved away or replaced under the server: put it back, or start the server anew."
        default: "\(error)"
        }
    }
}
