/// The Content-Disposition of a download, by the grammar of RFC 6266 and not a bit more: a token, or quotes without
/// escapes, and perhaps `filename*` behind it. Written without regard to our own reader, which is what it judges.
struct StrictAttachment {
    let parameters: [String]
    /// The bytes of the name: those of `filename*` where it is there.
    let name: [UInt8]

    init?(_ header: String) {
        guard header.hasPrefix("attachment; filename=") else { return nil }
        let value = header.dropFirst("attachment; filename=".count)
        guard value.hasPrefix("\"") else {
            guard !value.isEmpty, value.utf8.allSatisfy({ Self.tokens.contains($0) }) else { return nil }
            self.init(parameters: ["filename"], name: Array(value.utf8))
            return
        }
        guard let end = value.dropFirst().firstIndex(of: "\"") else { return nil }
        let plain = value[..<end].dropFirst()
        guard !plain.contains("\\") else { return nil }
        let rest = value[end...].dropFirst()
        guard !rest.isEmpty else {
            self.init(parameters: ["filename"], name: Array(plain.utf8))
            return
        }
        guard rest.hasPrefix("; filename*=UTF-8''"), let name = Self.octets(of: rest.dropFirst(19), Self.attributes)
        else { return nil }
        // The plain one says the same to a reader who undoes its escapes, of either kind.
        let readings = [plain, plain.replacing("+", with: "%20")].map { Self.octets(of: $0[...], nil) }
        guard readings.contains(name) else { return nil }
        self.init(parameters: ["filename", "filename*"], name: name)
    }

    private init(parameters: [String], name: [UInt8]) {
        self.parameters = parameters
        self.name = name
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let tokens = Set("\(letters)!#$%&'*+-.^_`|~".utf8)
    private static let attributes = Set("\(letters)!#$&+-.^_`|~".utf8)

    /// Percent-decoded; nil for an escape that is none, and for a character that is not among the allowed ones.
    private static func octets(of text: Substring, _ allowed: Set<UInt8>?) -> [UInt8]? {
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                guard allowed?.contains(byte) ?? true else { return nil }
                octets.append(byte)
                continue
            }
            guard rest.count >= 2, let octet = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            octets.append(octet)
            rest = rest.dropFirst(2)
        }
        return octets
    }
}
