import GRDB
import GRDBSQLite

/// Reads a file's bytes in order, a piece at a time: each its own short read, and no more than one in memory.
///
/// The content stays while a reader exists, even if its file is removed meanwhile (DOWNLOAD-10).
public final class ContentReader: Sendable {
    /// The number of bytes there are.
    public let size: Int64
    private let store: Store
    private let content: Int64

    init(store: Store, content: Int64, size: Int64) {
        self.store = store
        self.content = content
        self.size = size
    }

    deinit {
        if store.contents.release(content) { store.reclaim() }
    }

    /// The most bytes that one read gives.
    public static let pieceSize = Chunk.capacity / 2

    /// Reads the piece at `offset`, a multiple of ``pieceSize``.
    ///
    /// `make` is told how many bytes there are, and where to have them put: it gives memory of that size to the
    /// closure it is handed. It runs on the database's own thread.
    public func piece<Buffer: Sendable>(
        at offset: Int64,
        _ make: @escaping @Sendable (Int, (UnsafeMutableRawBufferPointer) throws -> Void) throws -> Buffer
    ) async throws -> Buffer {
        let (position, start) = offset.quotientAndRemainder(dividingBy: Int64(Chunk.capacity))
        let count = Int(min(Int64(Self.pieceSize), size - offset))
        let key = Chunk.key(content: content, position: Int(position))
        return try await store.read { db in
            let row = try IncrementalBlob(db, key: key)
            return try make(count) { try row.read(into: $0, count: count, at: Int32(start)) }
        }
    }
}

/// A row's bytes, read in place without a copy of the row.
private struct IncrementalBlob: ~Copyable {
    private let connection: SQLiteConnection?
    private var handle: OpaquePointer?

    init(_ db: Database, key: Int64) throws {
        connection = db.sqliteConnection
        let result = sqlite3_blob_open(connection, "main", "chunk", "bytes", key, 0, &handle)
        guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
    }

    deinit {
        sqlite3_blob_close(handle)
    }

    func read(into memory: UnsafeMutableRawBufferPointer, count: Int, at start: Int32) throws {
        precondition(memory.count >= count)
        let result = sqlite3_blob_read(handle, memory.baseAddress, Int32(count), start)
        guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
    }
}
