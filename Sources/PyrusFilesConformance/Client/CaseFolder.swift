#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder of one case: the file that is uploaded, and deep within it the one that downloads go to, so that a name that
/// leads out of that is seen.
struct CaseFolder: Sendable {
    /// Where the case's things are.
    let path: String
    /// What downloads are to go to.
    var target: String { "\(path)/a/b/downloads" }
    private var sources: String { "\(path)/files" }

    /// - Parameter parent: is there, and is removed by somebody else, with all in it.
    init(in parent: String) throws(SetUpFailure) {
        path = "\(parent)/case"
        for folder in [path, sources, "\(path)/a", "\(path)/a/b", target] where mkdir(folder, 0o700) != 0 {
            throw SetUpFailure("The folder \(folder) can't be made: \(String(cString: strerror(errno))).")
        }
    }

    /// A file to upload; its path.
    func write(_ content: Content, named name: String) throws(SetUpFailure) -> String {
        let path = "\(sources)/\(name)"
        guard let file = fopen(path, "we") else { throw failure(path) }
        var isWhole = true
        for piece in content.pieces where isWhole { isWhole = fwrite(piece, 1, piece.count, file) == piece.count }
        guard fclose(file) == 0, isWhole else { throw failure(path) }
        return path
    }

    private func failure(_ path: String) -> SetUpFailure {
        SetUpFailure("The file \(path) can't be written: \(String(cString: strerror(errno))).")
    }

    /// The paths of all files below a folder of the case, or of the case itself.
    func files(below folder: String? = nil) -> Set<String> {
        let folder = folder ?? path
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var files: Set<String> = []
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { name in
                String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                files.formUnion(self.files(below: path))
            } else {
                files.insert(path)
            }
        }
        return files
    }

    /// What differs between a file and what it should hold; `nil` where nothing does.
    static func difference(of path: String, from content: Content) -> String? {
        guard let file = opened(path) else { return "no file at the path that the client named" }
        defer { fclose(file) }
        var offset: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        for piece in content.pieces {
            let count = fread(&buffer, 1, piece.count, file)
            if buffer[..<count] != piece[..<count] {
                let first = zip(buffer, piece).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
                return "a file that is other from byte \(offset + Int64(first)) on"
            }
            offset += Int64(count)
            if count < piece.count { return "a file of \(offset) bytes instead of \(content.size)" }
        }
        return fread(&buffer, 1, 1, file) == 0 ? nil : "a file of more than \(content.size) bytes"
    }

    /// A file to be read. What a client names may be a pipe, too, which would be waited for.
    private static func opened(_ path: String) -> UnsafeMutablePointer<FILE>? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = fdopen(descriptor, "r")
        else {
            close(descriptor)
            return nil
        }
        return file
    }

    /// In bytes; `nil` where there is no such file.
    static func size(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Whether a file has certain bytes in it, of the first 64 KiB.
    static func file(_ path: String, holds bytes: [UInt8]) -> Bool {
        guard let file = opened(path) else { return false }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&buffer, 1, buffer.count, file)
        return !Array(buffer.prefix(count)).places(of: bytes).isEmpty
    }
}
