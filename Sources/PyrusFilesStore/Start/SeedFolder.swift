import PyrusFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files of a folder that are to be seeds: every regular one directly in it, hidden ones left out, in the order of
/// their names' bytes.
struct SeedFolder: Sendable {
    struct File: Sendable {
        let name: String
        let path: String
    }

    let files: [File]

    /// - Throws: ``StoreError`` where the folder can't be read, or a file in it can't be a file of the service: an
    ///   empty one, one that is too large, a name that is too long.
    init(_ folder: String, limits: Limits) throws(StoreError) {
        guard let directory = opendir(folder) else { throw .seed(folder, SystemError.last) }
        defer { closedir(directory) }
        var files: [File] = []
        while let entry = readdir(directory) {
            let name = entry.name
            let path = "\(folder)/\(name)"
            guard name.utf8.count == entry.nameLength else { throw .seed(path, "its name is no UTF-8") }
            var status = stat()
            guard !name.hasPrefix("."), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            guard status.st_size > 0 else { throw .seed(path, "it is empty") }
            guard status.st_size <= min(limits.maxFileSize, Chunk.maxFileSize) else {
                throw .seed(path, "it is larger than \(limits.maxFileSize) bytes, see --max-file-size")
            }
            guard name.unicodeScalars.count <= limits.maxFileNameLength else {
                throw .seed(path, "its name is longer than \(limits.maxFileNameLength) characters")
            }
            files.append(File(name: name, path: path))
        }
        self.files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

extension SeedFolder.File {
    /// Hands over the file's bytes, a chunk at a time.
    func read(_ body: (Chunk) throws -> Void) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError.seed(path, SystemError.last) }
        defer { close(descriptor) }
        let chunk = Chunk()
        var buffer = [UInt8](repeating: 0, count: Chunk.capacity)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StoreError.seed(path, SystemError.last) }
            var taken = 0
            while taken < count {
                taken += chunk.fill(from: buffer.span.bytes.extracting(0..<count), at: taken)
                guard chunk.isFull else { continue }
                try body(chunk)
                chunk.empty()
            }
            guard count == 0 else { continue }
            if chunk.count > 0 { try body(chunk) }
            return
        }
    }
}

/// What the system said last.
private enum SystemError {
    static var last: String { String(cString: strerror(errno)) }
}

extension StoreError {
    static func seed(_ path: String, _ reason: String) -> StoreError {
        StoreError("The seed \(path) can't be taken: \(reason).")
    }
}
