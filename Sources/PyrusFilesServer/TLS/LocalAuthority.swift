import COpenSSL
import PyrusFilesStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A certificate authority of this machine alone, for TLS to the stand-in; made on first use, then kept in a folder.
///
/// Whoever trusts it does not trust it with the rest of the web: critical name constraints hold it to the loopback
/// names and addresses and to the hosts of Pyrus. A constraint to a DNS name covers the names below it too
/// (RFC 5280, 4.2.1.10, offers no way around that), so `anything.pyrus.com` and `x.localhost` are within its reach.
///
/// All times are seconds since 1970, of the real clock: peers judge certificates by theirs.
public struct LocalAuthority: Sendable {
    /// Where the CA at hand comes from, for the log.
    enum Origin: Sendable, Equatable {
        case kept
        case made
        /// Made in the place of another, which whoever trusted it has to learn.
        case replaced(reason: String)
    }

    /// The name that each CA bears, before a random suffix that tells them apart.
    static let commonName = "pyrus-files local CA"
    /// The DNS names that it may issue for.
    public static let names = ["localhost"] + PyrusHosts.names
    /// The addresses of this machine that a server certificate is issued for.
    static let addresses = ["127.0.0.1", "::1"]

    /// The path of `ca.pem`, absolute.
    public let certificateFile: String
    /// The certificate itself.
    public let certificatePEM: String
    let origin: Origin
    let privateKeyPEM: String

    /// Opens the CA that `folder` keeps, or makes it there; of several who start at once, one makes it.
    ///
    /// A CA of ours that has run out, or will within 30 days, is replaced. One that is damaged, incomplete,
    /// not made by this program, or not yet valid is refused, and left as it is.
    ///
    /// - Throws: a sentence that says what to do, see ``LocalAuthorityError``.
    static func open(in folder: String, now: Int64) throws(LocalAuthorityError) -> LocalAuthority {
        ERR_clear_error()
        let now = time_t(now)
        let folder = try AuthorityFolder(path: folder)
        // Mostly it is there, and then the folder need not even be writable. An error is believed only under the
        // lock, since the pair may be changing; unless there is no lock to be had, and nobody could change it.
        let first = Result { () throws(LocalAuthorityError) in try look(in: folder, now: now) }
        if case .success(.valid(let kept)) = first { return kept }
        do {
            return try folder.withLock { () throws(LocalAuthorityError) in
                switch try look(in: folder, now: now) {
                case .valid(let kept): return kept
                case .none: return try make(in: folder, now: now, origin: .made)
                case .expiring(let end):
                    return try make(in: folder, now: now, origin: .replaced(reason: "the one before ends on \(end)"))
                }
            }
        } catch {
            if case .file(folder.lockFile, _, _) = error { _ = try first.get() }
            throw error
        }
    }

    /// The one of this user on this machine, whatever the server and its data.
    ///
    /// - Throws: a sentence that says what to do: what is there is damaged, incomplete or not of this program; nothing can be
    ///   written there; the user has no home.
    public static func ofThisUser() throws -> LocalAuthority {
        // Peers judge certificates by the real time, so the service's clock has no part in this.
        let now = ServiceClock.systemTime().milliseconds / 1_000
        let home = ProcessEnvironment.value(of: "HOME") ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }
        // One that is not absolute counts for nothing (XDG Base Directory Specification).
        let cache = ProcessEnvironment.value(of: "XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        guard let cache = cache ?? home.map({ $0 + "/.cache" }) else {
            throw LocalAuthorityError.homeless
        }
        return try open(in: cache + "/pyrus-files/ca", now: now)
    }

    init(folder: AuthorityFolder, certificatePEM: String, privateKeyPEM: String, origin: Origin) {
        certificateFile = folder.certificateFile
        self.certificatePEM = certificatePEM
        self.privateKeyPEM = privateKeyPEM
        self.origin = origin
    }
}
