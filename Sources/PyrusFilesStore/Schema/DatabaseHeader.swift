#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looks at a database's first bytes before SQLite does, so that a file that is not ours, or newer, is never touched.
///
/// The layout is that of SQLite's file format: a magic string, at 60 the user version, at 68 the application's id,
/// both big-endian.
enum DatabaseHeader {
    private static let length = 100

    /// Whether there is no database at `path` yet.
    static func check(_ path: String) throws(StoreError) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return true }
            throw .unreadable(path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: length)
        let count = read(descriptor, &header, length)
        guard count != 0 else { return true }
        guard count == length, header.starts(with: "SQLite format 3\0".utf8),
            word(header, at: 68) == UInt32(Schema.applicationID), word(header, at: 60) != 0
        else { throw .notOurs(path) }
        guard word(header, at: 60) <= UInt32(Schema.version) else { throw .newer(path) }
        return false
    }

    private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
