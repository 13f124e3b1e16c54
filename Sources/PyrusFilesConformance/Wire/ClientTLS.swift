import COpenSSL
import NIOCore
import NIOSSL

/// How a server's certificates are checked: by the system's libcrypto, since the library that does TLS here knows no
/// constraints on addresses, and refuses all certificates of a CA that has such, as this project's has.
struct ClientTLS: Sendable {
    private let context: NIOSSLContext
    private let trusted: TrustedCertificates

    /// - Parameter authorityFile: certificates to trust beside those that the system, or `SSL_CERT_FILE`, names.
    init(authorityFile: String?) throws(SetUpFailure) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        do { context = try NIOSSLContext(configuration: configuration) } catch {
            throw SetUpFailure("TLS can't be set up: \(error).")
        }
        guard let trusted = TrustedCertificates(beside: authorityFile) else {
            throw SetUpFailure("The certificates in \(authorityFile ?? "") can't be read.")
        }
        self.trusted = trusted
    }

    func handler(for host: String) throws -> NIOSSLClientHandler {
        // An address is no name that a client could ask for.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(
            context: context, serverHostname: isAddress ? nil : host,
            customVerificationCallback: { [trusted] chain, promise in
                let isGood = trusted.vouch(for: chain, of: host, isAddress: isAddress)
                promise.succeed(isGood ? .certificateVerified : .failed)
            })
    }
}
