#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file can't be had as it has to be: what the system said last.
struct FileFailure: Error, CustomStringConvertible {
    let description: String

    /// - Parameters:
    ///   - file: what it is and where, such as `ready file /tmp/ready.json`.
    ///   - action: what could not be done to it, such as `written`.
    init(_ file: String, _ action: String) {
        description = "The \(file) can't be \(action): \(String(cString: strerror(errno)))."
    }
}
