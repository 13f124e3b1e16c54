/// Takes tokens and keys out of what is kept or logged of a request. What stays tells what was sent, not its secret.
enum Masking {
    static let mask = "***"

    /// The value of a header. Of credentials the scheme stays, of cookies the names.
    static func value(_ value: String, ofHeader name: String) -> String {
        switch name.lowercased() {
        case "authorization", "proxy-authorization": credentials(value)
        case "cookie", "set-cookie": cookies(value)
        case "referer", "location", "content-location": target(value)
        case let name: isSecret(name) ? mask : value
        }
    }

    /// A request's target: secrets in its query, and a user with a password before its host.
    static func target(_ target: String) -> String {
        guard let mark = target.firstIndex(of: "?") else { return withoutUser(target[...]) }
        let pairs = target[target.index(after: mark)...].split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "&" || $0 == ";" || $0 == "?" || $0 == "#" })
        // The separators are put back as they were: each stands right behind its pair.
        var query = ""
        for pair in pairs {
            query += masked(pair: pair)
            if pair.endIndex < target.endIndex { query.append(target[pair.endIndex]) }
        }
        return "\(withoutUser(target[..<mark]))?\(query)"
    }

    /// Whether what goes by this name is a secret.
    static func isSecret(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return ["token", "secret", "passw", "key", "session", "credential", "signature", "authorization"]
            .contains { name.contains($0) }
    }

    private static func masked(pair: Substring) -> String {
        guard let equals = pair.firstIndex(of: "="), isSecret(percentDecoded(pair[..<equals])) else {
            return String(pair)
        }
        return "\(pair[..<equals])=\(mask)"
    }

    private static func credentials(_ value: String) -> String {
        let scheme = value.prefix { $0 != " " && $0 != "\t" }
        guard ["bearer", "basic", "digest", "negotiate"].contains(scheme.lowercased()) else {
            return value.isEmpty ? "" : mask
        }
        return scheme.count == value.count ? value : "\(scheme) \(mask)"
    }

    private static func cookies(_ value: String) -> String {
        value.split(separator: ";").map { cookie in
            guard let equals = cookie.firstIndex(of: "=") else { return mask }
            return "\(cookie[..<equals].trimmed)=\(mask)"
        }.joined(separator: "; ")
    }

    /// `http://user:password@host/` without the two.
    private static func withoutUser(_ address: Substring) -> String {
        guard let scheme = address.firstRange(of: "://") else { return String(address) }
        let authority = address[scheme.upperBound...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(address) }
        return "\(address[..<scheme.upperBound])\(mask)\(address[at...])"
    }

    /// The text with `%XX` undone, as a server would read it.
    static func percentDecoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let digits = String(rest.prefix(2)), digits.utf8.count == 2,
                let octet = UInt8(digits, radix: 16)
            {
                bytes.append(octet)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
