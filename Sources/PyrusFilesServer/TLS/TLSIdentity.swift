import Logging
import NIOSSL
import PyrusFilesStore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the server shows of itself over TLS: a certificate of the local CA, made anew at each start.
struct TLSIdentity: Sendable {
    let context: NIOSSLContext
    /// The path of the CA's certificate, for clients to trust.
    let authorityFile: String

    /// - Parameter dataFolder: the CA is kept there; without one, in the user's cache folder.
    init(dataFolder: String?, logger: Logger) throws {
        // Peers judge certificates by the real time, so the service's clock has no part in this.
        let now = ServiceClock.systemTime().milliseconds / 1_000
        let authority = try LocalAuthority.open(in: try Self.folder(dataFolder), now: now)
        if case .replaced(let reason) = authority.origin {
            logger.warning("The local CA was replaced: trust the new one.", metadata: ["reason": "\(reason)"])
        }
        let identity = try authority.issue(now: now)
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(identity.certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(identity.privateKeyPEM.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .milliseconds(500)
        context = try NIOSSLContext(configuration: configuration)
        authorityFile = authority.certificateFile
    }

    private static func folder(_ dataFolder: String?) throws -> String {
        if let dataFolder { return dataFolder + "/ca" }
        func environment(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let home = environment("HOME") ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }
        guard let cache = environment("XDG_CACHE_HOME") ?? home.map({ $0 + "/.cache" }) else {
            throw LocalAuthorityError.homeless
        }
        return cache + "/pyrus-files/ca"
    }
}
