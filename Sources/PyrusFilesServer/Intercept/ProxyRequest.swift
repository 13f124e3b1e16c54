import NIOCore

/// What the first bytes of a connection are, and of a request to a proxy, what it is asked for (RFC 9112, 3.2).
///
/// Only what decides the way of a connection is looked at. Whatever is not well-formed is ``http``, whose parser
/// refuses it.
enum ProxyRequest: Equatable {
    /// Too little to tell.
    case incomplete
    /// A TLS handshake.
    case tls
    /// A request that is for this server.
    case http
    /// A tunnel is asked for; the head is so many bytes long.
    case connect(Authority, head: Int)
    /// A request with an absolute target of the scheme `http`, and its head as the host itself is to get it.
    case forward(Authority, head: Int, forwarded: [UInt8])

    init(_ bytes: ByteBufferView) {
        guard let first = bytes.first else {
            self = .incomplete
            return
        }
        guard first != Self.handshake else {
            self = .tls
            return
        }
        guard let lineEnd = bytes.firstIndex(of: Self.lineFeed) else {
            self = .incomplete
            return
        }
        let line = Self.withoutReturn(bytes[..<lineEnd])
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[2].count == 8, words[2].starts(with: "HTTP/1.".utf8) else {
            self = .http
            return
        }
        let target = String(decoding: words[1], as: UTF8.self)
        let isConnect = words[0].elementsEqual("CONNECT".utf8)
        guard let (authority, path) = isConnect ? Self.authorityForm(target) : Self.absoluteForm(target) else {
            self = .http
            return
        }
        guard let end = Self.headEnd(bytes) else {
            self = .incomplete
            return
        }
        let head = end - bytes.startIndex
        if isConnect {
            self = .connect(authority, head: head)
        } else {
            let line = Array(words[0]) + " \(path) ".utf8 + Array(words[2])
            self = .forward(authority, head: head, forwarded: line + Self.forwarded(bytes[(lineEnd + 1)..<end]))
        }
    }

    private static let handshake: UInt8 = 0x16
    private static let lineFeed = UInt8(ascii: "\n")

    private static func authorityForm(_ target: String) -> (Authority, path: String)? {
        guard let authority = Authority(target), authority.port != nil else { return nil }
        return (authority, "")
    }

    private static func absoluteForm(_ target: String) -> (Authority, path: String)? {
        guard target.prefix(7).lowercased() == "http://" else { return nil }
        let rest = target.dropFirst(7)
        let name = rest.prefix { $0 != "/" && $0 != "?" }
        guard let authority = Authority(name) else { return nil }
        let path = rest[name.endIndex...]
        return (
            Authority(host: authority.host, port: authority.port ?? 80), path.hasPrefix("/") ? String(path) : "/\(path)"
        )
    }

    /// The fields without those that are for the proxy. The connection ends with the answer, since what would follow on
    /// it may be for another host.
    private static func forwarded(_ fields: ByteBufferView) -> [UInt8] {
        let ofTheProxy = ["connection", "keep-alive", "proxy-connection", "proxy-authorization"]
        var kept = Array("\r\n".utf8)
        var isKept = true
        for line in fields.split(separator: lineFeed).map(withoutReturn) where !line.isEmpty {
            // A line that begins with a blank belongs to the one before.
            if let first = line.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t") {
                let name = line.prefix { $0 != UInt8(ascii: ":") }
                isKept = !ofTheProxy.contains(String(decoding: name, as: UTF8.self).lowercased())
            }
            if isKept { kept += Array(line) + "\r\n".utf8 }
        }
        return kept + "Connection: close\r\n\r\n".utf8
    }

    /// Behind the empty line that ends a head.
    private static func headEnd(_ bytes: ByteBufferView) -> Int? {
        var lineStart = bytes.startIndex
        while let end = bytes[lineStart...].firstIndex(of: lineFeed) {
            if withoutReturn(bytes[lineStart..<end]).isEmpty { return end + 1 }
            lineStart = end + 1
        }
        return nil
    }

    private static func withoutReturn(_ line: ByteBufferView) -> ByteBufferView {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}
