import COpenSSL

/// The SHA-256 of a secret, in place of the secret: of a token it is what is kept and looked for, of a key what is compared.
///
/// Whoever guesses can't choose how a digest begins, so the time of a search tells nothing of what is searched; two
/// digests are compared in the same time whatever they are.
package struct SecretDigest: Sendable, Equatable {
    private let bytes: [UInt8]

    package init(_ secret: String) {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        let secret = Array(secret.utf8)
        pyrus_sha256(secret, secret.count, &digest)
        bytes = digest
    }

    /// As the database keeps it.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }, as: UTF8.self)
    }

    package static func == (one: SecretDigest, other: SecretDigest) -> Bool {
        CRYPTO_memcmp(one.bytes, other.bytes, one.bytes.count) == 0
    }
}
