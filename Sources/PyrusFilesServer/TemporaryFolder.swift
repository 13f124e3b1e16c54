import PyrusFilesStore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder for the life of one server, for its owner alone.
final class TemporaryFolder: Sendable {
    let path: String
    private let parent: String
    private let sweep = Mutex<Task<Void, Never>?>(nil)

    init() throws {
        parent = ProcessEnvironment.value(of: "TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TemporaryFolderFailure(parent: parent, reason: String(cString: strerror(errno)))
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// A server that could not start leaves none behind.
    deinit { remove() }

    /// Begins to remove the folders of servers that were killed: among thousands of temporary files that takes a while.
    ///
    /// - Returns: what is over once they are gone. It is done once.
    @discardableResult
    func sweepOthers() -> Task<Void, Never> {
        sweep.withLock { [parent] sweep in
            let begun = sweep ?? Task.detached(priority: .background) { Self.sweep(parent) }
            sweep = begun
            return begun
        }
    }

    /// Removes the folder and all in it.
    func remove() { Self.remove(path) }

    /// The lock goes last: a folder without one is left alone, by those who would finish what is cut off here, too.
    private static func remove(_ path: String) {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = entry.name
            if ![".", "..", lock].contains(name) { removeItem("\(path)/\(name)") }
        }
        closedir(folder)
        removeItem("\(path)/\(lock)")
        rmdir(path)
    }

    private static func removeItem(_ path: String) {
        if unlink(path) != 0, errno == EISDIR || errno == EPERM { remove(path) }
    }

    private static let prefix = "pyrus-files-"
    private static let lock = "lock"
    /// In seconds. A folder that was made just now may not be locked yet.
    private static let youth = 10

    /// Nobody holds the locks of those that were killed any more.
    private static func sweep(_ parent: String) {
        guard let folder = opendir(parent) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            guard entry.name.hasPrefix(prefix) else { continue }
            let path = "\(parent)/\(entry.name)"
            guard isOwn(path) else { continue }
            let lock = open("\(path)/\(Self.lock)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            guard lock >= 0 else { continue }
            var status = stat()
            if fstat(lock, &status) == 0, status.st_uid == getuid(), time(nil) - status.st_mtim.tv_sec >= youth,
                flock(lock, LOCK_EX | LOCK_NB) == 0
            {
                remove(path)
            }
            close(lock)
        }
    }

    /// Whether it is a folder of this user, and no link: what another user puts among the temporary files may lead anywhere.
    private static func isOwn(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == getuid()
    }
}

/// No temporary folder can be made.
struct TemporaryFolderFailure: Error, CustomStringConvertible {
    let description: String

    init(parent: String, reason: String) {
        description = "No temporary folder can be made in \(parent): \(reason)."
    }
}
