/// The end of what a program printed, of which the rest is thrown away.
struct LastBytes {
    /// More than any line that an adapter has to print.
    static let most = 1 << 20

    private(set) var bytes: [UInt8] = []

    mutating func append(_ more: some Collection<UInt8>) {
        bytes += more
        if bytes.count > 2 * Self.most { bytes.removeFirst(bytes.count - Self.most) }
    }

    /// The last line that is not blank, without its end.
    var lastLine: String {
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let last = lines.last { $0.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } } ?? []
        return String(decoding: last, as: UTF8.self)
    }

    /// The last line, for a sentence.
    var shortened: String { lastLine.count > 200 ? "\(lastLine.prefix(200))…" : lastLine }
}
