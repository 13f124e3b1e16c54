#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is written beside its place and moved there, so that nobody reads a half.
struct AtomicFile: Sendable {
    private let path: String
    private let name: String
    private let mode: mode_t
    private let isSynced: Bool

    /// - Parameters:
    ///   - name: what it is and where, for whoever is told of a failure.
    ///   - mode: who may use it, as far as the process's mask lets them.
    ///   - isSynced: whether it is whole after a crash of the system too.
    init(_ path: String, named name: String, mode: mode_t = 0o666, isSynced: Bool = false) {
        self.path = path
        self.name = name
        self.mode = mode
        self.isSynced = isSynced
    }

    /// Beside its place, while it is not whole yet.
    private var draft: String { "\(path).\(getpid())" }

    /// Makes sure that it can be written, as far as that is known before it is.
    func prepare() throws(FileFailure) {
        close(try openDraft())
        unlink(draft)
    }

    func write(_ bytes: [UInt8]) throws(FileFailure) {
        let descriptor = try openDraft()
        let isWritten = writeWhole(bytes, to: descriptor) && (!isSynced || fsync(descriptor) == 0)
        guard isWritten, close(descriptor) == 0, rename(draft, path) == 0 else {
            let failure = FileFailure(name, "written")
            if !isWritten { close(descriptor) }
            unlink(draft)
            throw failure
        }
    }

    func remove() throws(FileFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure(name, "removed") }
    }

    private func openDraft() throws(FileFailure) -> Int32 {
        unlink(draft)  // of a process of the same number that died here
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileFailure(name, "written") }
        return descriptor
    }
}

/// Writes all of the bytes, in as many calls as it takes.
///
/// - Returns: whether they are written; else `errno` says why not.
@discardableResult
func writeWhole(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if count == 0 || errno != EINTR {
            return false
        }
    }
    return true
}
