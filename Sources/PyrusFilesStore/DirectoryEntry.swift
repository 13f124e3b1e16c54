#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What `readdir` gives. It reaches as far as its name does, so it is never copied whole: that reads past its end, and
/// ends the process where it is the last of its page.
extension UnsafeMutablePointer<dirent> {
    /// The name of what is in the folder.
    package var name: String { nameBytes.map { String(cString: $0) } ?? "" }

    /// The number of bytes of the name.
    var nameLength: Int { nameBytes.map { strlen($0) } ?? 0 }

    private var nameBytes: UnsafePointer<CChar>? {
        MemoryLayout<dirent>.offset(of: \.d_name).map { offset in
            (UnsafeRawPointer(self) + offset).assumingMemoryBound(to: CChar.self)
        }
    }
}
