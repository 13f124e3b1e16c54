import COpenSSL
import PyrusFiles

/// MD5 over bytes as they come, by the system's libcrypto.
struct MD5: ~Copyable {
    private var context = MD5_CTX()

    init() { pyrus_md5_begin(&context) }

    mutating func update(_ bytes: [UInt8]) { pyrus_md5_update(&context, bytes, bytes.count) }

    /// The 16 bytes.
    consuming func digest() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(MD5_DIGEST_LENGTH))
        pyrus_md5_finish(&context, &digest)
        return digest
    }

    /// The 16 bytes of some that are all there.
    static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hasher = MD5()
        hasher.update(bytes)
        return hasher.digest()
    }
}
