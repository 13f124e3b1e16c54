import COpenSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension LocalAuthority {
    /// What a folder holds, short of something that has to be refused.
    enum Finding {
        case none
        case expiring(end: String)
        case valid(LocalAuthority)
    }

    /// A CA with less than this left is replaced at the next start, lest it runs out under a server that stays up.
    private static let renewalMargin: time_t = 30 * 86400
    private static let days: Int32 = 5 * 365 + 1
    private static let constraints =
        "critical," + names.map { "permitted;DNS:\($0)," }.joined()
        + "permitted;IP:127.0.0.0/255.0.0.0,permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"

    static func look(in folder: AuthorityFolder, now: time_t) throws(LocalAuthorityError) -> Finding {
        guard let texts = try folder.read() else { return .none }
        let refused = { LocalAuthorityError.unusable(folder: folder.path, reason: $0) }
        let certificate = try folder.parsing(AuthorityFolder.certificateName) { () throws(LocalAuthorityError) in
            try Certificate(pem: texts.certificate)
        }
        let key = try folder.parsing(AuthorityFolder.keyName) { () throws(LocalAuthorityError) in
            try PrivateKey(pem: texts.key)
        }
        guard certificate.belongs(to: key) else { throw refused("key and certificate do not belong together") }
        guard certificate.isSigned(by: key) else { throw refused("the certificate is not signed by its own key") }
        // A CA without the constraints could speak for the whole web: such a one is not used, whoever made it.
        let model = try selfSigned(key, now: now)
        guard
            [NID_name_constraints, NID_basic_constraints, NID_key_usage].allSatisfy(
                { certificate.hasSameExtension($0, as: model) })
        else { throw refused("the certificate was not made by this version of this program") }

        let validity = try certificate.validity()
        guard !certificate.begins(after: now) else {
            throw refused("it is valid only from \(validity.begin) on, so this machine's clock may be wrong")
        }
        guard !certificate.ends(before: now + renewalMargin) else { return .expiring(end: validity.end) }
        // What is handed on is what was checked, not what else the files may hold.
        return try .valid(
            LocalAuthority(
                folder: folder, certificatePEM: certificate.pem(), privateKeyPEM: key.pem(), origin: .kept))
    }

    static func make(
        in folder: AuthorityFolder, now: time_t, origin: Origin
    ) throws(LocalAuthorityError) -> LocalAuthority {
        let key = try PrivateKey()
        let made = try LocalAuthority(
            folder: folder, certificatePEM: selfSigned(key, now: now).pem(), privateKeyPEM: key.pem(), origin: origin)
        try folder.write(certificate: made.certificatePEM, key: made.privateKeyPEM)
        return made
    }

    private static func selfSigned(
        _ key: borrowing PrivateKey, now: time_t
    ) throws(LocalAuthorityError) -> Certificate {
        let suffix = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
        let certificate = try Certificate.unsigned(commonName: "\(commonName) \(suffix)", key: key)
        try certificate.setValidity(now: now, days: days)
        try certificate.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0", issuer: certificate)
        try certificate.add(NID_key_usage, "critical,keyCertSign,cRLSign", issuer: certificate)
        try certificate.add(NID_name_constraints, constraints, issuer: certificate)
        try certificate.add(NID_subject_key_identifier, "hash", issuer: certificate)
        try certificate.sign(issuer: certificate, key: key)
        return certificate
    }
}

extension AuthorityFolder {
    /// Makes of what libcrypto says about a file's content a sentence about the file.
    fileprivate func parsing<Object: ~Copyable>(
        _ file: String, _ body: () throws(LocalAuthorityError) -> Object
    ) throws(LocalAuthorityError) -> Object {
        do {
            return try body()
        } catch {
            guard case .libcrypto(_, let reason) = error else { throw error }
            throw .unusable(folder: path, reason: "\(file) is damaged (\(reason))")
        }
    }
}
