@testable import PyrusFilesConformance

/// A `Content-Disposition` (RFC 6266), read with care.
struct Disposition {
    private(set) var parameters: [String: String] = [:]

    init(_ header: String) {
        var rest = header.unicodeScalars[...].drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " }
            let name = String(rest.prefix { $0 != "=" && $0 != ";" }).trimmed.lowercased()
            rest = rest.drop { $0 != "=" && $0 != ";" }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            if rest.first == "\"" {
                var value = String.UnicodeScalarView()
                rest = rest.dropFirst()
                while let next = rest.first, next != "\"" {
                    if next == "\\" { rest = rest.dropFirst() }
                    if let escaped = rest.first { value.append(escaped) }
                    rest = rest.dropFirst()
                }
                parameters[name] = String(value)
                rest = rest.drop { $0 != ";" }
            } else {
                parameters[name] = String(rest.prefix { $0 != ";" }).trimmed
                rest = rest.drop { $0 != ";" }
            }
        }
    }

    /// `filename*` where it can be read, else `filename`.
    var name: String? { extended ?? parameters["filename"] }

    var extended: String? {
        let words = parameters["filename*"]?.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard let words, words.count == 3, words[0].lowercased() == "utf-8" else { return nil }
        return Self.decoded(String(words[2]))
    }

    /// Without percent signs.
    static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
