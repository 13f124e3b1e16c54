#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a run can be done again: what stood in the environment, as `exec` sets it, names a server that is gone by then.
enum Rerun {
    /// Whether an option was written out, not taken from the environment.
    static func isWritten(_ option: String) -> Bool {
        CommandLine.arguments.contains { $0 == option || $0.hasPrefix("\(option)=") }
    }

    /// `pyrus-files exec … -- ` where that is what runs this process, so that the next run has a server, too.
    static var execution: String? {
        guard let program = target("/proc/\(getppid())/exe"), program == target("/proc/self/exe"),
            let line = try? WholeFile(path: "/proc/\(getppid())/cmdline").read()
        else { return nil }
        let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard arguments.count > 2, arguments[1] == "exec" else { return nil }
        let options = arguments[2...].prefix { $0 != "--" }
        // What is secret stands in no report, and half of the options would be another server.
        guard !options.contains(where: { $0.contains("-key") || $0.contains("-token") }) else { return nil }
        return (["pyrus-files exec"] + options.map(quoted) + ["-- "]).joined(separator: " ")
    }

    private static func target(_ link: String) -> String? {
        guard let path = realpath(link, nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// For a shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "."): true
            default: false
            }
        }
        return isPlain ? word : "'\(word.replacing("'", with: #"'\''"#))'"
    }
}
