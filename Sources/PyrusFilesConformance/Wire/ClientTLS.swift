import COpenSSL
import NIOCore
import NIOSSL

/// How a server's certificates are checked: by the system's libcrypto, since the library that does TLS here knows no
/// constraints on addresses, and refuses all certificates of a CA that has such, as this project's has.
struct ClientTLS: Sendable {
    private let context: NIOSSLContext
    private let authorityFile: String?

    /// - Parameter authorityFile: certificates to trust beside those that the system, or `SSL_CERT_FILE`, names.
    init(authorityFile: String?) throws(SetUpFailure) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        do { context = try NIOSSLContext(configuration: configuration) } catch {
            throw SetUpFailure("TLS can't be set up: \(error).")
        }
        self.authorityFile = authorityFile
        guard Self.store(with: authorityFile) != nil else {
            throw SetUpFailure("The certificates in \(authorityFile ?? "") can't be read.")
        }
    }

    func handler(for host: String) throws -> NIOSSLClientHandler {
        // An address is no name that a client could ask for.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(
            context: context, serverHostname: isAddress ? nil : host,
            customVerificationCallback: { [authorityFile] chain, promise in
                let isGood = Self.verify(chain, for: host, isAddress: isAddress, authorityFile)
                promise.succeed(isGood ? .certificateVerified : .failed)
            })
    }

    private static func store(with authorityFile: String?) -> OpaquePointer? {
        guard let store = X509_STORE_new() else { return nil }
        X509_STORE_set_default_paths(store)
        if let authorityFile, X509_STORE_load_file(store, authorityFile) != 1 {
            X509_STORE_free(store)
            return nil
        }
        return store
    }

    private static func verify(
        _ chain: [NIOSSLCertificate], for host: String, isAddress: Bool, _ authorityFile: String?
    ) -> Bool {
        let certificates = chain.compactMap { certificate -> OpaquePointer? in
            guard let bytes = try? certificate.toDERBytes() else { return nil }
            return bytes.withUnsafeBufferPointer { bytes in
                var next = bytes.baseAddress
                return d2i_X509(nil, &next, bytes.count)
            }
        }
        defer { for certificate in certificates { X509_free(certificate) } }
        guard let leaf = certificates.first, let store = store(with: authorityFile), let others = OPENSSL_sk_new_null()
        else { return false }
        defer {
            OPENSSL_sk_free(others)
            X509_STORE_free(store)
        }
        for certificate in certificates.dropFirst() { OPENSSL_sk_push(others, UnsafeRawPointer(certificate)) }
        guard let check = X509_STORE_CTX_new(), X509_STORE_CTX_init(check, store, leaf, others) == 1 else {
            return false
        }
        defer { X509_STORE_CTX_free(check) }
        let parameters = X509_STORE_CTX_get0_param(check)
        let isNamed =
            isAddress
            ? X509_VERIFY_PARAM_set1_ip_asc(parameters, host) : X509_VERIFY_PARAM_set1_host(parameters, host, 0)
        return isNamed == 1 && X509_verify_cert(check) == 1
    }
}
