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
    /// A request that is for this server, or none.
    case http
    /// A request with an absolute target, as a proxy gets it.
    case absolute
    /// A tunnel is asked for; the head is so many bytes long.
    case connect(Authority, head: Int)

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
        guard words[0].elementsEqual("CONNECT".utf8), let authority = Authority(target), authority.port != nil else {
            self = ["http://", "https:/"].contains(target.prefix(7).lowercased()) ? .absolute : .http
            return
        }
        self = Self.headEnd(bytes).map { .connect(authority, head: $0 - bytes.startIndex) } ?? .incomplete
    }

    private static let handshake: UInt8 = 0x16
    private static let lineFeed = UInt8(ascii: "\n")

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
