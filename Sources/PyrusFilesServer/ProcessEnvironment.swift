#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The variables that this process was started with.
package enum ProcessEnvironment {
    /// The value of one; `nil` also where it is empty, which counts as not set.
    package static func value(of name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
