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
        .unreadable(path, reason: (error as? DatabaseError)?.message ?? "\(error)")
    }

    static func unreadable(_ path: String, reason: String) -> StoreError {
        StoreError("The database \(path) can't be opened: \(reason).")
    }
}
