import PyrusFilesStore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder for the life of one server, for its owner alone.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/pyrus-files-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TemporaryFolderFailure(parent: parent, reason: String(cString: strerror(errno)))
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// A server that could not start leaves none behind.
    deinit { remove() }

    /// Removes the folder and the files in it. It has no folders within.
    func remove() {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink("\(path)/\(name)") }
        }
        closedir(folder)
        rmdir(path)
    }
}

/// No temporary folder can be made.
struct TemporaryFolderFailure: Error, CustomStringConvertible {
    let description: String

    init(parent: String, reason: String) {
        description = "No temporary folder can be made in \(parent): \(reason)."
    }
}
