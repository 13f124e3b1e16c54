#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is read and written as a whole.
struct WholeFile: Sendable {
    typealias Failure = FileFailure

    let path: String

    private var name: String { "file \(path)" }

    /// Whether it is what this process prints to.
    var isStandardOutput: Bool { ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path) }

    /// What is no regular file, a pipe say, is written to as it is: nothing may take its place.
    private var isWrittenInPlace: Bool {
        if isStandardOutput || path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return true }
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// Where it is, behind the links that lead there.
    private var place: AtomicFile {
        let resolved = realpath(path, nil)
        defer { free(resolved) }
        return AtomicFile(resolved.map { String(cString: $0) } ?? path, named: name, isSynced: true)
    }

    /// Makes sure that it can be written, as far as that is known before it is.
    func prepare() throws { if !isWrittenInPlace { try place.prepare() } }

    /// Writes it so that nobody reads a half.
    func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard isWrittenInPlace else { return try place.write(bytes) }
        let descriptor = isStandardOutput ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(name, "written") }
        defer { if !isStandardOutput { close(descriptor) } }
        guard writeWhole(bytes, to: descriptor) else { throw Failure(name, "written") }
    }

    /// Where it is reached by a link, that goes.
    func remove() throws { if !isWrittenInPlace { try AtomicFile(path, named: name).remove() } }

    /// The bytes; `nil` where there is no such file.
    func read() throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Failure(name, "read")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Failure(name, "read") }
            if count == 0 { return bytes }
            bytes += piece.prefix(count)
        }
    }
}
