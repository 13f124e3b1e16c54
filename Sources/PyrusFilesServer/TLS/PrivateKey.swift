import COpenSSL

/// A private key on the curve P-256.
struct PrivateKey: ~Copyable {
    private let object: LibcryptoObject

    var pointer: OpaquePointer { object.pointer }

    /// A new random key. Takes a fraction of a millisecond.
    init() throws(LocalAuthorityError) {
        object = try LibcryptoObject(pyrus_new_p256_key(), freedBy: EVP_PKEY_free, step: "make a key")
    }

    /// The key in a PEM text.
    ///
    /// - Throws: where there is none, where it is damaged, and where it needs a password: nobody is asked for one.
    init(pem: String) throws(LocalAuthorityError) {
        let buffer = try MemoryBuffer.holding(pem)
        object = try LibcryptoObject(
            PEM_read_bio_PrivateKey(buffer.pointer, nil, { _, _, _, _ in -1 }, nil),
            freedBy: EVP_PKEY_free, step: "read the key")
    }

    /// The key as unencrypted PKCS #8 in PEM.
    func pem() throws(LocalAuthorityError) -> String {
        let buffer = try MemoryBuffer()
        try requireSuccess(
            PEM_write_bio_PrivateKey(buffer.pointer, pointer, nil, nil, 0, nil, nil), "write the key")
        return buffer.text
    }
}
