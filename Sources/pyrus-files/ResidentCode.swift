import Dispatch

#if canImport(Glibc)
    import Glibc
#endif

/// The pages of this program's code that lie in memory. A start runs through most of it, a server through little.
enum ResidentCode {
    /// How long a server that has started has requests to answer first.
    private static let pause = DispatchTimeInterval.milliseconds(250)

    /// Lets go of all of it, a moment from now: it is the file's, and what is run comes back from there.
    static func dropSoon() {
        #if canImport(Glibc)
            DispatchQueue.global().asyncAfter(deadline: .now() + pause) {
                for code in mapped() { madvise(code.baseAddress, code.count, MADV_DONTNEED) }
            }
        #endif
    }

    #if canImport(Glibc)
        /// Where the program's code lies, by lines of `from-to r-xp offset device inode path`.
        private static func mapped() -> [UnsafeMutableRawBufferPointer] {
            guard let path = realpath("/proc/self/exe", nil) else { return [] }
            defer { free(path) }
            let program = String(cString: path)
            guard let maps = try? WholeFile(path: "/proc/self/maps").read() else { return [] }
            return maps.split(separator: UInt8(ascii: "\n")).compactMap { line -> UnsafeMutableRawBufferPointer? in
                let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 5)
                guard words.count == 6, words[1] == "r-xp", words[5].drop(while: { $0 == " " }) == program else {
                    return nil
                }
                let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
                guard ends.count == 2, ends[0] < ends[1] else { return nil }
                return UnsafeMutableRawBufferPointer(
                    start: UnsafeMutableRawPointer(bitPattern: ends[0]), count: Int(ends[1] - ends[0]))
            }
        }
    #endif
}
