import COpenSSL

extension LocalAuthority {
    /// What tells one CA from another, for people.
    public struct Summary: Sendable {
        /// The certificate's common name.
        public let name: String
        /// When it ends to be valid.
        public let end: String
        /// SHA-256 of the certificate, as tools show it: pairs of hex digits with colons between them.
        public let fingerprint: String
    }

    /// - Throws: libcrypto's failure.
    public func summary() throws -> Summary {
        ERR_clear_error()
        let certificate = try Certificate(pem: certificatePEM)
        return try Summary(
            name: certificate.commonName, end: certificate.validity().end, fingerprint: certificate.fingerprint())
    }
}
