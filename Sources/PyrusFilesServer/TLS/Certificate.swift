import COpenSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An X.509 certificate: read from PEM here, made in `Certificate+Issuing.swift`.
struct Certificate: ~Copyable {
    private let object: LibcryptoObject

    var pointer: OpaquePointer { object.pointer }

    /// An empty one, to be filled and signed.
    init() throws(LocalAuthorityError) {
        object = try LibcryptoObject(X509_new(), freedBy: X509_free, step: "make a certificate")
    }

    /// The first certificate in a PEM text.
    init(pem: String) throws(LocalAuthorityError) {
        let buffer = try MemoryBuffer.holding(pem)
        object = try LibcryptoObject(
            PEM_read_bio_X509(buffer.pointer, nil, nil, nil), freedBy: X509_free, step: "read the certificate")
    }

    func pem() throws(LocalAuthorityError) -> String {
        let buffer = try MemoryBuffer()
        try requireSuccess(PEM_write_bio_X509(buffer.pointer, pointer), "write the certificate")
        return buffer.text
    }

    /// Whether `key` is the private half of the certificate's key.
    func belongs(to key: borrowing PrivateKey) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_private_key(pointer, key.pointer) == 1
    }

    /// Whether `key` signed the certificate, so that no byte of it was changed since.
    func isSigned(by key: borrowing PrivateKey) -> Bool {
        defer { ERR_clear_error() }
        return X509_verify(pointer, key.pointer) == 1
    }

    /// Whether both carry the same extension, byte for byte; false where neither has it.
    func hasSameExtension(_ kind: Int32, as other: borrowing Certificate) -> Bool {
        guard
            let mine = X509_EXTENSION_get_data(X509_get_ext(pointer, X509_get_ext_by_NID(pointer, kind, -1))),
            let others = X509_EXTENSION_get_data(
                X509_get_ext(other.pointer, X509_get_ext_by_NID(other.pointer, kind, -1)))
        else { return false }
        return ASN1_OCTET_STRING_cmp(mine, others) == 0
    }

    /// Whether validity begins only after `time`, in seconds since 1970.
    func begins(after time: time_t) -> Bool {
        ASN1_TIME_cmp_time_t(X509_get0_notBefore(pointer), time) > 0
    }

    /// Whether validity ends before `time`, in seconds since 1970.
    func ends(before time: time_t) -> Bool {
        ASN1_TIME_cmp_time_t(X509_get0_notAfter(pointer), time) < 0
    }

    var commonName: String {
        var name = [CChar](repeating: 0, count: 256)
        X509_NAME_get_text_by_NID(
            X509_get_subject_name(pointer), NID_commonName, &name, Int32(clamping: name.count))
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// SHA-256 of the whole certificate, in pairs of hex digits with colons between them.
    func fingerprint() throws(LocalAuthorityError) -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        try requireSuccess(X509_digest(pointer, EVP_sha256(), &digest, &count), "hash the certificate")
        return digest.prefix(Int(count)).map { byte in
            let hex = String(byte, radix: 16, uppercase: true)
            return hex.count == 1 ? "0" + hex : hex
        }.joined(separator: ":")
    }

    /// Where validity begins and ends, for people.
    func validity() throws(LocalAuthorityError) -> (begin: String, end: String) {
        let begin = try MemoryBuffer()
        let end = try MemoryBuffer()
        try requireSuccess(ASN1_TIME_print(begin.pointer, X509_get0_notBefore(pointer)), "write a date")
        try requireSuccess(ASN1_TIME_print(end.pointer, X509_get0_notAfter(pointer)), "write a date")
        return (begin.text, end.text)
    }
}
