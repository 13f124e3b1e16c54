import COpenSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension LocalAuthority {
    /// What a TLS server shows and proves itself with.
    struct Identity: Sendable, CustomStringConvertible {
        /// The server's certificate, then the CA's.
        let certificatePEM: String
        /// Unencrypted PKCS #8. It is in memory only: each start of a server has a key of its own.
        let privateKeyPEM: String

        /// Without the key, which has no business in a log.
        var description: String { certificatePEM }
    }

    /// Browsers and Apple's systems accept no more than 398 days; the day before `now` is counted in.
    private static let leafDays: Int32 = 395

    /// A new key and a server certificate for it, valid for 395 days from `now`, or as long as the CA itself.
    ///
    /// Names beyond the CA's constraints are put in as asked; it is the peers that refuse such a certificate.
    ///
    /// - Throws: a name that is no DNS name, an address that is no IP address, or libcrypto's failure.
    func issue(
        names: [String] = LocalAuthority.names, addresses: [String] = LocalAuthority.addresses, now: Int64
    ) throws(LocalAuthorityError) -> Identity {
        ERR_clear_error()
        let issuer = try Certificate(pem: certificatePEM)
        let issuerKey = try PrivateKey(pem: privateKeyPEM)
        let key = try PrivateKey()
        // The common name is for people; with spaces in it, no verifier takes it for a host's.
        let leaf = try Certificate.unsigned(commonName: "pyrus-files local server", key: key)
        try leaf.setValidity(now: time_t(now), days: Self.leafDays)
        try leaf.limitValidity(to: issuer)
        try leaf.add(NID_basic_constraints, "critical,CA:FALSE", issuer: issuer)
        try leaf.add(NID_key_usage, "critical,digitalSignature", issuer: issuer)
        try leaf.add(NID_ext_key_usage, "serverAuth", issuer: issuer)
        try leaf.add(names: names, addresses: addresses)
        try leaf.add(NID_subject_key_identifier, "hash", issuer: issuer)
        try leaf.add(NID_authority_key_identifier, "keyid:always", issuer: issuer)
        try leaf.sign(issuer: issuer, key: issuerKey)
        return try Identity(certificatePEM: leaf.pem() + certificatePEM, privateKeyPEM: key.pem())
    }
}

extension LocalAuthority: CustomStringConvertible {
    /// Without the key, which has no business in a log.
    public var description: String { "the local CA \(certificateFile)" }
}
