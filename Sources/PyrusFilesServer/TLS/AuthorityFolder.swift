#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder that keeps the local CA: `ca.pem`, which anyone may read, `ca-key.pem`, and the lock of those who write.
///
/// The key is put in place before the certificate, so that a certificate is there only once its key is:
/// a process that dies in between leaves a folder that holds no CA yet.
struct AuthorityFolder {
    static let certificateName = "ca.pem"
    static let keyName = "ca-key.pem"
    static let lockName = "ca.lock"

    /// Absolute, without symbolic links.
    let path: String

    var certificateFile: String { "\(path)/\(Self.certificateName)" }
    var keyFile: String { "\(path)/\(Self.keyName)" }
    var lockFile: String { "\(path)/\(Self.lockName)" }

    /// Opens a folder, or makes it (0700) and those above it. The mode of one that is there is left alone.
    init(path: String) throws(LocalAuthorityError) {
        try Self.make(path)
        guard let resolved = realpath(path, nil) else {
            throw .file(path: path, action: "open", code: errno)
        }
        defer { free(resolved) }
        self.path = String(cString: resolved)
    }

    private static func make(_ path: String) throws(LocalAuthorityError) {
        if mkdir(path, 0o700) == 0 { return }
        var code = errno
        if code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try make(String(path[..<slash]))
            if mkdir(path, 0o700) == 0 { return }
            code = errno
        }
        var status = stat()
        // Another process may have been faster; and of a read-only parent, mkdir may complain of that first.
        guard stat(path, &status) == 0 else { throw .file(path: path, action: "make the folder", code: code) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .file(path: path, action: "make the folder", code: ENOTDIR)
        }
    }

    /// The texts of certificate and key, or nothing where no CA has been made yet.
    func read() throws(LocalAuthorityError) -> (certificate: String, key: String)? {
        guard let certificate = try SmallFile.contents(of: certificateFile) else { return nil }
        guard let key = try SmallFile.contents(of: keyFile) else {
            throw .unusable(folder: path, reason: "\(Self.keyName) is missing")
        }
        guard key.mode & 0o077 == 0 else {
            throw .unusable(
                folder: path, reason: "other users may read \(Self.keyName) (chmod 600 if none of them has)")
        }
        return (certificate.text, key.text)
    }

    /// Puts a pair in place, whole or not at all. Only inside of `withLock`.
    func write(certificate: String, key: String) throws(LocalAuthorityError) {
        try SmallFile.replace(keyFile, with: key, mode: 0o600)
        try SmallFile.replace(certificateFile, with: certificate, mode: 0o644)
    }

    /// Runs `body` while no other process and no other thread is inside of it for the same folder; waits for that.
    func withLock<Result>(
        _ body: () throws(LocalAuthorityError) -> Result
    ) throws(LocalAuthorityError) -> Result {
        // The file stays: were it removed, a second process could lock a new one while the first holds the old.
        let file = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .file(path: lockFile, action: "write", code: errno) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .file(path: lockFile, action: "lock", code: errno) }
        }
        return try body()
    }
}
