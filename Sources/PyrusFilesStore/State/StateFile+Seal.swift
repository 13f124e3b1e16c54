#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The last bytes of a saved state: a mark and the MD5 of all before. SQLite does not look at them; without them a
/// changed byte of a name would pass for another name.
extension StateFile {
    private static let mark = Array("pyrus-files state ".utf8)
    private static var sealLength: Int { mark.count + 32 }

    /// Ends a state that is complete.
    func seal() throws {
        let digest = try digest(of: size)
        try (Self.mark + digest).withUnsafeBytes { try append($0) }
    }

    /// Takes the seal off a state that came in.
    ///
    /// - Throws: ``StateError`` where there is none, or bytes were changed, lost or added since.
    func unseal() throws {
        let length = size - Int64(Self.sealLength)
        guard length > 0 else { throw StateError.notOurs }
        var seal = [UInt8](repeating: 0, count: Self.sealLength)
        guard try seal.withUnsafeMutableBytes({ try read(into: $0, at: length) }) == seal.count,
            seal.starts(with: Self.mark)
        else { throw StateError.notOurs }
        guard try Array(seal.dropFirst(Self.mark.count)) == digest(of: length) else {
            throw StateError.damaged("its bytes are not those that were saved")
        }
        guard truncate(path, off_t(length)) == 0 else {
            throw StoreError.notWritable(path, reason: String(cString: strerror(errno)))
        }
    }

    private func digest(of length: Int64) throws -> [UInt8] {
        let hasher = MD5Hasher()
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Chunk.capacity, alignment: 16)
        defer { memory.deallocate() }
        var offset: Int64 = 0
        while offset < length {
            let piece = UnsafeMutableRawBufferPointer(
                rebasing: memory[..<Int(min(Int64(memory.count), length - offset))])
            let count = try read(into: piece, at: offset)
            guard count > 0 else { throw StateError.damaged("it ends too early") }
            hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            offset += Int64(count)
        }
        return Array(hasher.finish().hex(.documented).utf8)
    }
}
