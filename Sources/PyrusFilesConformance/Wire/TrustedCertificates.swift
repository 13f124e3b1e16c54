import COpenSSL
import NIOSSL

/// The certificates that a client trusts.
///
/// `@unchecked Sendable` by libcrypto: its store locks itself, and nothing is added to it after `init`.
final class TrustedCertificates: @unchecked Sendable {
    private let store: OpaquePointer

    /// - Parameter file: more of them, beside those that the system, or `SSL_CERT_FILE`, names; `nil` where it can't be
    ///   read.
    init?(beside file: String?) {
        guard let store = X509_STORE_new() else { return nil }
        self.store = store
        X509_STORE_set_default_paths(store)
        if let file, X509_STORE_load_file(store, file) != 1 { return nil }
    }

    deinit { X509_STORE_free(store) }

    /// Whether a chain, the server's own certificate first, leads to one of these and is made out to a host.
    func vouch(for chain: [NIOSSLCertificate], of host: String, isAddress: Bool) -> Bool {
        let certificates = chain.compactMap { certificate -> OpaquePointer? in
            guard let bytes = try? certificate.toDERBytes() else { return nil }
            return bytes.withUnsafeBufferPointer { bytes in
                var next = bytes.baseAddress
                return d2i_X509(nil, &next, bytes.count)
            }
        }
        defer { for certificate in certificates { X509_free(certificate) } }
        let (others, check) = (OPENSSL_sk_new_null(), X509_STORE_CTX_new())
        defer {
            X509_STORE_CTX_free(check)
            OPENSSL_sk_free(others)
        }
        for certificate in certificates.dropFirst() { OPENSSL_sk_push(others, UnsafeRawPointer(certificate)) }
        guard let leaf = certificates.first, let others, let check,
            X509_STORE_CTX_init(check, store, leaf, others) == 1
        else { return false }
        let parameters = X509_STORE_CTX_get0_param(check)
        let isNamed =
            isAddress
            ? X509_VERIFY_PARAM_set1_ip_asc(parameters, host) : X509_VERIFY_PARAM_set1_host(parameters, host, 0)
        return isNamed == 1 && X509_verify_cert(check) == 1
    }
}
