import COpenSSL
import PyrusFiles

/// MD5 by the system's libcrypto, over bytes as they come.
///
/// `@unchecked Sendable` by turns: one task has it at a time, and each update is awaited before the next begins.
final class MD5Hasher: @unchecked Sendable {
    private var context = MD5_CTX()

    init() { pyrus_md5_begin(&context) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        pyrus_md5_update(&context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all bytes so far; nothing comes after it.
    func finish() -> MD5Digest {
        var digest = [UInt8](repeating: 0, count: Int(MD5_DIGEST_LENGTH))
        pyrus_md5_finish(&context, &digest)
        guard let digest = MD5Digest(bytes: digest) else { preconditionFailure("An MD5 has 16 bytes.") }
        return digest
    }
}
