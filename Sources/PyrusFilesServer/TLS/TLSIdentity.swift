import Logging
import NIOSSL
import PyrusFilesStore

/// What the server shows of itself over TLS: a certificate of the local CA, made anew at each start.
struct TLSIdentity: Sendable {
    let context: NIOSSLContext
    /// The path of the CA's certificate, for clients to trust.
    let authorityFile: String

    init(logger: Logger) throws {
        let authority = try LocalAuthority.ofThisUser()
        if case .replaced(let reason) = authority.origin {
            logger.warning("The local CA was replaced: trust the new one.", metadata: ["reason": "\(reason)"])
        }
        let identity = try authority.issue(now: ServiceClock.systemTime().milliseconds / 1_000)
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(identity.certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(identity.privateKeyPEM.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        // Earlier ones are broken, and nobody's clients have to speak them (RFC 8996).
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .milliseconds(500)
        context = try NIOSSLContext(configuration: configuration)
        authorityFile = authority.certificateFile
    }
}
