/// Takes tokens and keys out of what is kept or logged of a request. What stays tells what was sent, not its secret.
enum Masking {
    static let mask = "***"
    /// No more of a text is looked at, or kept.
    private static let mostBytes = 2_048

    /// The value of a header. Of credentials the scheme stays, of cookies the names.
    static func value(_ value: String, ofHeader name: String) -> String {
        switch name.lowercased() {
        case "authorization", "proxy-authorization": credentials(value)
        case "cookie", "set-cookie": cookies(value)
        case let name where isSecret(name): mask
        default: isCredentials(value) ? credentials(value) : isAddress(value) ? target(value) : value
        }
    }

    private static func isCredentials(_ value: String) -> Bool {
        ["bearer", "basic", "digest"].contains { scheme(of: value).isSame(inAnyCase: $0) }
    }

    private static func isAddress(_ value: String) -> Bool {
        value.utf8.first == UInt8(ascii: "/") || value.holds(inAnyCase: "://")
    }

    /// A request's target: secrets in its query, or in what looks like one, and a user with a password before its host.
    static func target(_ target: String) -> String {
        let target = target.cut(to: mostBytes)
        // Without any of these there is neither a name with a value, nor a user, nor a scheme with credentials.
        guard target.utf8.contains(where: { "=%: ".utf8.contains($0) }) else { return target }
        let text = withoutUser(target[...])
        var masked = ""
        var rest = text[...]
        while !rest.isEmpty {
            let pair = rest.prefix { !"?&;#".contains($0) }
            masked += maskedPairs(in: pair)
            rest = rest[pair.endIndex...]
            if let separator = rest.popFirst() { masked.append(separator) }
        }
        return masked
    }

    /// Whether what goes by this name is a secret.
    static func isSecret(_ name: some StringProtocol) -> Bool {
        secretWords.contains { name.holds(inAnyCase: $0) } || name.isSame(inAnyCase: "auth")
            || ["-auth", "_auth"].contains { name.suffix($0.count).isSame(inAnyCase: $0) }
    }

    private static let secretWords = [
        "token", "secret", "passw", "pwd", "key", "session", "credential", "signature", "authentic", "authoriz",
        "autoriz", "bearer", "jwt",
    ]

    /// A name and a value; or a text in which these stand percent-encoded, which is masked from the first secret on.
    private static func maskedPairs(in pair: Substring) -> String {
        for equals in pair.indices where pair[equals] == "=" && endsInSecret(percentDecoded(pair[..<equals])) {
            return "\(pair[...equals])\(mask)"
        }
        let decoded = percentDecoded(pair)
        for equals in decoded.indices where decoded[equals] == "=" && endsInSecret(String(decoded[..<equals])) {
            return "\(decoded[...equals])\(mask)"
        }
        guard let bearer = decoded.firstIndex(inAnyCase: "bearer ") else { return String(pair) }
        return "\(decoded[..<bearer])bearer \(mask)"
    }

    private static func endsInSecret(_ text: String) -> Bool {
        guard let name = text.split(whereSeparator: { "=?&;#/ ".contains($0) }).last else { return false }
        return isSecret(name)
    }

    private static func credentials(_ value: String) -> String {
        let scheme = scheme(of: value)
        guard ["bearer", "basic", "digest", "negotiate"].contains(where: { scheme.isSame(inAnyCase: $0) }) else {
            return value.isEmpty ? "" : mask
        }
        return scheme.endIndex == value.endIndex ? value : "\(scheme) \(mask)"
    }

    private static func scheme(of value: String) -> Substring {
        Substring(value.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
    }

    private static func cookies(_ value: String) -> String {
        value.split(separator: ";").map { cookie in
            guard let equals = cookie.firstIndex(of: "=") else { return mask }
            return "\(cookie[..<equals].trimmed)=\(mask)"
        }.joined(separator: "; ")
    }

    /// `http://user:password@host/` without the two.
    private static func withoutUser(_ address: Substring) -> String {
        guard let scheme = address.firstIndex(inAnyCase: "://") else { return String(address) }
        let start = address.utf8.index(scheme, offsetBy: 3)
        let authority = address[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(address) }
        return "\(address[..<start])\(mask)\(address[at...])"
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
