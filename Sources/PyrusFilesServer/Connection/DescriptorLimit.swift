#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The open files and connections that the system lets a process have.
enum DescriptorLimit {
    /// What a server needs beside its connections. SQLite opens its journal for every look into the database, so without
    /// these the requests of those who were let in would fail (measured).
    private static let reserve = 64

    /// How many connections a process has room for, where `wanted` are wanted.
    static func connections(wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(Int.max) else { return wanted }
        let descriptors = Int(limit.rlim_cur)
        return min(wanted, descriptors - min(reserve, descriptors / 2))
    }

    #if canImport(Glibc)
        private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
    #else
        private static var resource: Int32 { RLIMIT_NOFILE }
    #endif
}
