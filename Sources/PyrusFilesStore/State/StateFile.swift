import PyrusFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of the whole state on its way in or out, beside the database; gone with its last user, unless it is moved.
public final class StateFile: Sendable {
    /// Files of an earlier process that ended in the middle go at the next start, by this beginning of their names.
    static let prefix = "state-"

    let path: String
    private let descriptor: Int32

    init(in folder: String) throws(StoreError) {
        path = "\(folder)/\(Self.prefix)\(GUID())"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .notWritable(folder, reason: String(cString: strerror(errno))) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// The number of bytes in it.
    public var size: Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Adds bytes at its end.
    ///
    /// - Throws: ``StoreError`` where the disk doesn't take them.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        let end = off_t(size)
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, end + off_t(written))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .notWritable(path, reason: String(cString: strerror(errno))) }
            written += count
        }
    }

    /// Gives it the place of another, where it stays.
    func move(to place: String) throws(StoreError) {
        guard rename(path, place) == 0 else { throw .unreadable(place, reason: String(cString: strerror(errno))) }
    }

    /// Reads bytes from an offset on and returns how many there were.
    public func read(into memory: UnsafeMutableRawBufferPointer, at offset: Int64) throws(StoreError) -> Int {
        let count = pread(descriptor, memory.baseAddress, memory.count, off_t(offset))
        guard count >= 0 else { throw .unreadable(path, reason: String(cString: strerror(errno))) }
        return count
    }

    /// Removes what a process left that ended in the middle.
    static func sweep(_ folder: String) {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = entry.name
            // The folder may be one that somebody keeps other things in. A guid is of 36 characters.
            let (guid, rest) = (name.dropFirst(prefix.count).prefix(36), name.dropFirst(prefix.count + 36))
            guard name.hasPrefix(prefix), GUID(guid) != nil, ["", "-journal"].contains(rest) else { continue }
            unlink("\(folder)/\(name)")
        }
    }
}
