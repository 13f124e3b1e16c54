import COpenSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The steps of making a certificate. All of them, in any order, then `sign`.
extension Certificate {
    /// Version 3, with a subject of one common name and a random serial number of 128 bits.
    static func unsigned(
        commonName: String, key: borrowing PrivateKey
    ) throws(LocalAuthorityError) -> Certificate {
        let draft = try Certificate()
        try requireSuccess(X509_set_version(draft.pointer, 2), "set a version")
        try requireSuccess(X509_set_pubkey(draft.pointer, key.pointer), "set a key")
        try requireSuccess(
            X509_NAME_add_entry_by_txt(
                X509_get_subject_name(draft.pointer), "CN", MBSTRING_UTF8, commonName, -1, -1, 0), "set a subject")

        let serial = try LibcryptoObject(BN_new(), freedBy: BN_free, step: "make a serial number")
        // The highest bit is always set: never zero, never shorter; DER adds a zero byte, so it stays positive.
        try requireSuccess(
            BN_rand(serial.pointer, 128, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), "make a serial number")
        guard BN_to_ASN1_INTEGER(serial.pointer, X509_get_serialNumber(draft.pointer)) != nil else {
            throw .libcrypto("set a serial number")
        }
        return draft
    }

    /// Valid from one day before `now`, for clocks that go wrong or stand in another zone, until `days` after it.
    func setValidity(now: time_t, days: Int32) throws(LocalAuthorityError) {
        var now = now
        guard X509_time_adj_ex(X509_getm_notBefore(pointer), -1, 0, &now) != nil,
            X509_time_adj_ex(X509_getm_notAfter(pointer), days, 0, &now) != nil
        else { throw .libcrypto("set the dates") }
    }

    /// Ends validity where that of `issuer` ends, if it would go on beyond.
    func limitValidity(to issuer: borrowing Certificate) throws(LocalAuthorityError) {
        guard ASN1_TIME_compare(X509_get0_notAfter(pointer), X509_get0_notAfter(issuer.pointer)) > 0 else { return }
        try requireSuccess(X509_set1_notAfter(pointer, X509_get0_notAfter(issuer.pointer)), "set the dates")
    }

    /// Adds an extension in the notation of OpenSSL's configuration files. `value` is trusted: never text from outside.
    func add(_ kind: Int32, _ value: String, issuer: borrowing Certificate) throws(LocalAuthorityError) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer.pointer, pointer, nil, nil, 0)
        let added = try LibcryptoObject(
            X509V3_EXT_nconf_nid(nil, &context, kind, value), freedBy: X509_EXTENSION_free, step: "make an extension")
        try requireSuccess(X509_add_ext(pointer, added.pointer, -1), "add an extension")
    }

    /// Adds the names and addresses that the certificate is for (subject alternative names).
    func add(names: [String], addresses: [String]) throws(LocalAuthorityError) {
        let list = try LibcryptoObject(GENERAL_NAMES_new(), freedBy: GENERAL_NAMES_free, step: "make a list of names")
        for name in names {
            guard isHostName(name) else { throw .alternativeName(name) }
            try requireSuccess(pyrus_append_name(list.pointer, GEN_DNS, name), "add a name")
        }
        for address in addresses {
            guard pyrus_append_name(list.pointer, GEN_IPADD, address) > 0 else {
                ERR_clear_error()
                throw .alternativeName(address)
            }
        }
        try requireSuccess(
            X509_add1_ext_i2d(
                pointer, NID_subject_alt_name, UnsafeMutableRawPointer(list.pointer), 0, UInt(X509V3_ADD_DEFAULT)),
            "add the names")
    }

    /// Names the issuer and signs. Nothing may be changed afterwards.
    func sign(issuer: borrowing Certificate, key: borrowing PrivateKey) throws(LocalAuthorityError) {
        try requireSuccess(X509_set_issuer_name(pointer, X509_get_subject_name(issuer.pointer)), "set an issuer")
        try requireSuccess(X509_sign(pointer, key.pointer, EVP_sha256()), "sign a certificate")
    }
}

/// Whether a text is a host name in letters, digits and hyphens (RFC 1123), without a final dot.
private func isHostName(_ name: String) -> Bool {
    guard (1...253).contains(name.utf8.count) else { return false }
    return name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default:
                    false
                }
            }
    }
}
