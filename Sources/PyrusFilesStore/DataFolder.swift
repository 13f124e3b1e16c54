import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder that a server keeps its data in, held by one server at a time.
///
/// The lock is the kernel's, on an open file: it goes with the process, however that ends.
final class DataFolder: Sendable {
    let path: String
    private let lock: Mutex<Int32>

    /// The database within the folder.
    var databasePath: String { path + "/pyrus-files.sqlite" }

    /// Makes the folder where it does not exist, for its owner alone, and takes its lock.
    init(_ path: String) throws(StoreError) {
        self.path = path
        try Self.make(path)
        let lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .notWritable(path, reason: Self.reason()) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let taken = errno == EWOULDBLOCK
            let reason = Self.reason()
            close(lock)
            throw taken ? .inUse(path) : .notWritable(path, reason: reason)
        }
        // The lock's file may be older than the loss of the right to write.
        guard access(path, W_OK) == 0 else {
            let reason = Self.reason()
            close(lock)
            throw .notWritable(path, reason: reason)
        }
        self.lock = Mutex(lock)
        StateFile.sweep(path)
    }

    deinit {
        release()
    }

    /// Lets another server have the folder.
    func release() {
        lock.withLock { lock in
            guard lock >= 0 else { return }
            // Not by closing it alone: a process that is being started has a copy for a moment.
            flock(lock, LOCK_UN)
            close(lock)
            lock = -1
        }
    }

    private static func make(_ path: String) throws(StoreError) {
        var made = path.hasPrefix("/") ? "" : "."
        for segment in path.split(separator: "/") {
            made += "/" + segment
            if mkdir(made, 0o700) != 0, errno != EEXIST, access(made, F_OK) != 0 {
                throw .notWritable(path, reason: reason())
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .notWritable(path, reason: "it is not a folder")
        }
    }

    private static func reason() -> String {
        String(cString: strerror(errno))
    }
}
