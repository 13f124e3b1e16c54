#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A host and perhaps a port, as a request's target and `Host` name them (RFC 3986, 3.2).
struct Authority: Sendable, Equatable, CustomStringConvertible {
    /// In lower case, without a final dot, of an IPv6 address without brackets.
    let host: String
    let port: Int?

    init(host: String, port: Int?) {
        self.host = host
        self.port = port
    }

    /// `nil` for what is none: no host, characters that none has, two dots at its end, a port beyond 65,535.
    init?(_ text: some StringProtocol) {
        let host: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            host = Substring(text[..<bracket].dropFirst())
            rest = Substring(text[bracket...].dropFirst())
            guard host.utf8.allSatisfy({ Self.isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return nil }
        } else {
            host = Substring(text.prefix { $0 != ":" })
            rest = Substring(text.dropFirst(host.count))
            guard host.utf8.allSatisfy(Self.isOfName) else { return nil }
        }
        let name = host.hasSuffix(".") ? host.dropLast() : host
        guard !name.isEmpty, !name.hasSuffix("."), name.utf8.count <= 253 else { return nil }
        self.host = name.lowercased()
        if rest.isEmpty || rest == ":" {
            port = nil
        } else {
            guard rest.hasPrefix(":"), rest.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = UInt16(rest.dropFirst())
            else { return nil }
            port = Int(number)
        }
    }

    var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    /// Whether this is one of the names that each machine has for itself.
    var isLoopback: Bool {
        if ["localhost", "::1"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        isHexDigit(byte) || (UInt8(ascii: "g")...UInt8(ascii: "z")).contains(byte | 0x20) || "-._~".utf8.contains(byte)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
