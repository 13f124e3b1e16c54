import PyrusFilesStore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The open files that this process was started with: the command gets these, and none of the server's.
struct InheritedDescriptors {
    /// Standard input, output and error alone.
    static let none = InheritedDescriptors(numbers: [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO])

    /// Those that were open when this was first asked for, as the first thing of all.
    static let atStart = InheritedDescriptors()

    private let numbers: Set<Int32>

    private init() { numbers = Set(Self.open) }

    private init(numbers: Set<Int32>) { self.numbers = numbers }

    /// Has every other one closed in what is started from now on.
    func keepOthers() {
        for number in Self.open where !numbers.contains(number) { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    }

    private static var open: [Int32] {
        guard let folder = opendir("/dev/fd") else { return [] }
        defer { closedir(folder) }
        var numbers: [Int32] = []
        while let entry = readdir(folder) {
            if let number = Int32(entry.name), number != dirfd(folder) { numbers.append(number) }
        }
        return numbers
    }
}
