import COpenSSL

/// One object of libcrypto with a single owner, freed when that goes away.
struct LibcryptoObject: ~Copyable {
    let pointer: OpaquePointer
    private let free: @convention(c) (OpaquePointer?) -> Void

    /// Takes over what a constructor of libcrypto returned.
    ///
    /// - Throws: libcrypto's reason, where it returned nothing; `step` says what was attempted.
    init(
        _ pointer: OpaquePointer?, freedBy free: @escaping @convention(c) (OpaquePointer?) -> Void, step: String
    ) throws(LocalAuthorityError) {
        guard let pointer else { throw .libcrypto(step) }
        self.pointer = pointer
        self.free = free
    }

    deinit { free(pointer) }
}

/// A block of memory that libcrypto reads PEM from, or writes it to.
struct MemoryBuffer: ~Copyable {
    private let object: LibcryptoObject

    var pointer: OpaquePointer { object.pointer }

    /// An empty one, to write to.
    init() throws(LocalAuthorityError) {
        object = try LibcryptoObject(BIO_new(BIO_s_mem()), freedBy: BIO_free_all, step: "allocate memory")
    }

    /// One that holds `text`, to read from.
    static func holding(_ text: String) throws(LocalAuthorityError) -> MemoryBuffer {
        let buffer = try MemoryBuffer()
        var text = text
        let written = text.withUTF8 { BIO_write(buffer.pointer, $0.baseAddress, Int32(clamping: $0.count)) }
        guard written == text.utf8.count else { throw .libcrypto("allocate memory") }
        return buffer
    }

    /// What has been written and not yet read.
    var text: String {
        var bytes: UnsafeMutablePointer<CChar>?
        let count = pyrus_memory_bytes(pointer, &bytes)
        guard let bytes, count > 0 else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}

/// Holds a call of libcrypto to its convention: a positive number is success.
func requireSuccess(_ result: Int32, _ step: String) throws(LocalAuthorityError) {
    guard result > 0 else { throw .libcrypto(step) }
}
