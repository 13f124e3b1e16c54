import GRDB
import GRDBSQLite

/// The bytes of one row: filled as they come, then handed to the digest and to the database at once.
///
/// Not copied on its way and given back for the next: an upload of any size has a few, as `Reception` says.
///
/// `@unchecked Sendable` by handing over: whoever fills it does not touch it again until the digest and the database, which
/// both read it at the same time, are done and awaited. A lock would have the one of them wait for the other.
final class Chunk: @unchecked Sendable {
    /// The most bytes of a chunk. Larger rows are quicker to write, up to this size (measured).
    static let capacity = 1 << 20

    /// The fewest of one that is not a file's last: where many uploads come at once, each has less in memory.
    static let leastCapacity = 1 << 16

    /// A key has room for 2^20 chunks of a file: the largest there can be, whatever the limit, is 64 GiB.
    static let maxFileSize = Int64(leastCapacity) << 20

    private(set) var bytes: UnsafeMutableRawBufferPointer
    private(set) var count = 0
    private let memory: ChunkMemory

    /// The first piece of memory: most files are small, and a thousand uploads may stand still at the same time.
    init(in memory: ChunkMemory = ChunkMemory()) {
        self.memory = memory
        bytes = memory.allocate(1 << 14)
    }

    deinit {
        memory.deallocate(bytes)
    }

    /// Whether it is to be handed on.
    var isFull: Bool { room == 0 }

    private var room: Int { max(0, (memory.isAmple ? Self.capacity : Self.leastCapacity) - count) }

    var filled: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }

    /// Takes as many of `source`'s bytes from `start` on as there is room for, and returns how many.
    func fill(from source: RawSpan, at start: Int) -> Int {
        let taken = min(room, source.byteCount - start)
        grow(to: count + taken)
        source.withUnsafeBytes { source in
            UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<start + taken]))
        }
        count += taken
        return taken
    }

    func empty() {
        count = 0
    }

    private func grow(to needed: Int) {
        guard needed > bytes.count else { return }
        var size = bytes.count
        while size < needed { size *= 4 }
        let larger = memory.allocate(min(size, Chunk.capacity))
        larger.copyMemory(from: filled)
        memory.deallocate(bytes)
        bytes = larger
    }

    /// Writes the row. The bytes are bound as they lie, without a copy.
    func insert(_ db: Database, content: Int64, position: Int) throws {
        let statement = try db.cachedStatement(sql: "INSERT INTO chunk (id, bytes) VALUES (?, ?)")
        // The arguments are bound by hand, so what GRDB checks of them does not hold.
        statement.setUncheckedArguments([Chunk.key(content: content, position: position), DatabaseValue.null])
        sqlite3_bind_blob64(statement.sqliteStatement, 2, bytes.baseAddress, UInt64(count), nil)
        try statement.execute()
        sqlite3_bind_null(statement.sqliteStatement, 2)
    }

    /// The largest number of a content, far from the largest of which a key can be made.
    static let largestContent = Int64(1) << 42

    static func key(content: Int64, position: Int) -> Int64 {
        content << 20 | Int64(position)
    }

    /// The keys that a content's chunks can have.
    static func keys(of content: Int64) -> Range<Int64> {
        key(content: content, position: 0)..<key(content: content + 1, position: 0)
    }
}
