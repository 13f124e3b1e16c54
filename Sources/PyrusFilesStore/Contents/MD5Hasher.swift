import COpenSSL
import PyrusFiles

/// MD5 by the system's libcrypto, over bytes as they come.
///
/// `@unchecked Sendable` by turns: one task has it at a time, and each update is awaited before the next begins.
final class MD5Hasher: @unchecked Sendable {
    private let context: OpaquePointer?

    init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_md5(), nil)
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all bytes so far; `nil` where libcrypto refuses MD5, as its FIPS provider does.
    func finish() -> MD5Digest? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { return nil }
        return MD5Digest(bytes: digest.prefix(Int(length)))
    }
}
