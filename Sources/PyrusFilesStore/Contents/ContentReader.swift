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
        store.readerCount.add(1, ordering: .relaxed)
    }

    deinit {
        store.readerCount.subtract(1, ordering: .relaxed)
        if store.contents.release(content) { store.reclaim() }
    }

    /// The most bytes that one read gives. It gives less where many read at the same time, since a client that does not take
    /// what it asked for holds pieces for as long as it stays.
    public static let longestPiece = 512 << 10
    private static let leastPiece = 64 << 10
    /// What the pieces of all readers take together, in bytes, until each has the least.
    private static let ample = 8 << 20
    /// One on its way out, one that waits and one that is read.
    private static let piecesEach = 3

    private var pieceSize: Int {
        let readers = max(1, store.readerCount.load(ordering: .relaxed))
        return min(Self.longestPiece, max(Self.leastPiece, Self.ample / (Self.piecesEach * readers)))
    }

    /// How far a reader has come.
    public struct Place: Sendable {
        /// The bytes before it.
        public fileprivate(set) var offset: Int64 = 0
        fileprivate var row = 0
        fileprivate var start = 0

        /// The first byte.
        public static let start = Place()
    }

    /// Reads what follows `place`, up to ``longestPiece`` bytes, and tells where to go on; there are more until its offset
    /// is ``size``.
    ///
    /// `make` is told how many bytes there are, and where to have them put: it gives memory of that size to the
    /// closure it is handed. It runs on the database's own thread.
    public func piece<Buffer: Sendable>(
        at place: Place,
        _ make: @escaping @Sendable (Int, (UnsafeMutableRawBufferPointer) throws -> Void) throws -> Buffer
    ) async throws -> (piece: Buffer, next: Place) {
        let left = Int(clamping: size - place.offset)
        return try await store.read { [content, pieceSize] db in
            let row = try IncrementalBlob(db, key: Chunk.key(content: content, position: place.row))
            let count = min(pieceSize, left, row.count - place.start)
            guard count > 0 else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
            let piece = try make(count) { try row.read(into: $0, count: count, at: Int32(place.start)) }
            var next = place
            next.offset += Int64(count)
            next.start += count
            if next.start == row.count { (next.row, next.start) = (place.row + 1, 0) }
            return (piece, next)
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

    var count: Int { Int(sqlite3_blob_bytes(handle)) }

    func read(into memory: UnsafeMutableRawBufferPointer, count: Int, at start: Int32) throws {
        precondition(memory.count >= count)
        let result = sqlite3_blob_read(handle, memory.baseAddress, Int32(count), start)
        guard result == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: result)) }
    }
}
