#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files of a few kilobytes, read whole and replaced atomically.
enum SmallFile {
    /// What does not fit is no key and no certificate of ours.
    static let limit = 65536

    /// The text of a regular file and its mode bits, or nothing where there is no such file.
    static func contents(of path: String) throws(LocalAuthorityError) -> (text: String, mode: mode_t)? {
        // Without O_NONBLOCK, opening a pipe of that name would wait for its writer.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .file(path: path, action: "read", code: errno)
        }
        defer { close(file) }

        var status = stat()
        guard fstat(file, &status) == 0 else { throw .file(path: path, action: "read", code: errno) }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            throw .file(path: path, action: "read", code: kind == S_IFDIR ? EISDIR : EINVAL)
        }

        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got == 0 { break }
            if got > 0 { count += got } else if errno != EINTR { throw .file(path: path, action: "read", code: errno) }
        }
        guard count <= limit else { throw .file(path: path, action: "read", code: EFBIG) }
        return (String(decoding: bytes[..<count], as: UTF8.self), status.st_mode & 0o7777)
    }

    /// Writes a file beside `path` and renames it: a reader finds the old file or the new one, also after a crash.
    ///
    /// The caller sees to it that nobody else does the same at the same time.
    static func replace(_ path: String, with text: String, mode: mode_t) throws(LocalAuthorityError) {
        let draft = path + ".new"
        unlink(draft)  // of a process that died here
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .file(path: path, action: "write", code: errno) }
        do throws(LocalAuthorityError) {
            defer { close(file) }
            try put(text, into: file, of: path)
            guard fchmod(file, mode) == 0, fsync(file) == 0 else {
                throw .file(path: path, action: "write", code: errno)
            }
            guard rename(draft, path) == 0 else { throw .file(path: path, action: "write", code: errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func put(_ text: String, into file: Int32, of path: String) throws(LocalAuthorityError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw .file(path: path, action: "write", code: errno)
            }
        }
    }
}
