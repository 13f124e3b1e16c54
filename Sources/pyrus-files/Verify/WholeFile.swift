#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is read and written as a whole.
struct WholeFile: Sendable {
    let path: String

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ action: String) {
            description = "The file \(path) can't be \(action): \(String(cString: strerror(errno)))."
        }
    }

    /// Whether it is what this process prints to.
    var isStandardOutput: Bool { ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path) }

    /// What is no regular file, a pipe say, is written to as it is: nothing may take its place.
    private var isWrittenInPlace: Bool {
        if isStandardOutput || path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return true }
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// Where it is, behind the links that lead there.
    private var place: String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Beside its place, for one that is not whole yet.
    private var draft: String { "\(place).\(getpid())" }

    /// Makes sure that it can be written, as far as that is known before it is.
    func prepare() throws {
        if isWrittenInPlace { return }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure(path, "written") }
        close(descriptor)
        unlink(draft)
    }

    /// Writes it beside its place and moves it there, so that nobody reads a half.
    func write(_ text: String) throws {
        if isStandardOutput { return try put(text, to: STDOUT_FILENO) }
        let isInPlace = isWrittenInPlace
        let target = isInPlace ? path : draft
        let descriptor = open(target, O_WRONLY | O_CLOEXEC | (isInPlace ? 0 : O_CREAT | O_TRUNC), 0o666)
        guard descriptor >= 0 else { throw Failure(path, "written") }
        do {
            defer { close(descriptor) }
            try put(text, to: descriptor)
            if !isInPlace, fsync(descriptor) != 0 { throw Failure(path, "written") }
        } catch {
            if !isInPlace { unlink(target) }
            throw error
        }
        guard isInPlace || rename(target, place) == 0 else {
            let failure = Failure(path, "written")
            unlink(target)
            throw failure
        }
    }

    func remove() throws {
        if isWrittenInPlace { return }
        guard unlink(path) == 0 || errno == ENOENT else { throw Failure(path, "removed") }
    }

    /// The bytes; `nil` where there is no such file.
    func read() throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Failure(path, "read")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Failure(path, "read") }
            if count == 0 { return bytes }
            bytes += piece.prefix(count)
        }
    }

    private func put(_ text: String, to descriptor: Int32) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw Failure(path, "written")
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
