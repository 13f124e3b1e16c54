import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import PyrusFiles

/// A request that comes without a connection: its head, held to what a connection holds one to, and its body, of which
/// no more is asked of the caller than the server asks for.
final class InProcessParts<Body: AsyncSequence>: RequestParts where Body.Element == [UInt8] {
    /// As large as a connection reads.
    private static var pieceSize: Int { 256 * 1_024 }

    private let head: HTTPRequestHead
    private let limits: Limits
    private let trace: ConnectionTrace
    private var pieces: Body.AsyncIterator
    private var ahead = ByteBuffer()
    /// What is left of the body; `nil` of one in chunks.
    private var left: Int64? = 0
    private var hasBegun = false
    private var hasEnded = false
    /// What the caller's own sequence threw.
    private(set) var failure: (any Error)?

    /// - Throws: where the request is none: it has no path.
    init(_ request: HTTPRequest, body: Body, limits: Limits, trace: ConnectionTrace) throws {
        head = try HTTPRequestHead(request)
        self.limits = limits
        self.trace = trace
        pieces = body.makeAsyncIterator()
    }

    func next() async throws -> HTTPRequestPart? {
        guard hasBegun else {
            hasBegun = true
            return .head(try checkedHead())
        }
        guard !hasEnded, failure == nil else { return nil }
        if left == 0 { return end() }
        while ahead.readableBytes == 0 {
            do {
                guard let bytes = try await pieces.next() else {
                    // One that declares more than there is ends short, as by a client that leaves.
                    return left == nil ? end() : nil
                }
                ahead = ByteBuffer(bytes: bytes)
            } catch {
                failure = error
                return nil
            }
        }
        let most = min(Self.pieceSize, ahead.readableBytes, Int(clamping: left ?? .max))
        guard let piece = ahead.readSlice(length: most) else { return nil }
        left? -= Int64(most)
        trace.bodyArrived(most)
        return .body(piece)
    }

    private func end() -> HTTPRequestPart {
        hasEnded = true
        return .end(nil)
    }

    private func checkedHead() throws -> HTTPRequest {
        do {
            try decode()
        } catch {
            // Of a head that can't be read, its first line is all that is known.
            trace.received(ByteBuffer(string: "\(head.method.rawValue) \(head.uri) HTTP/1.1\r\n"))
            throw error
        }
        trace.headArrived(RawHead(head))
        try head.check()
        if head.headers.contains(name: "Transfer-Encoding") { left = nil }
        return try HTTPRequest(head, secure: false, splitCookie: false)
    }

    /// What the decoder of a connection's bytes refuses.
    private func decode() throws(HTTPParserError) {
        if case .RAW = head.method { throw .invalidMethod }
        let fields = head.headers.map { $0.name.utf8.count + $0.value.utf8.count }
        guard fields.count <= limits.maxHeaderFields, fields.reduce(0, +) <= limits.maxHeaderBytes else {
            throw .headerOverflow
        }
        left = try declaredLength()
    }

    private func declaredLength() throws(HTTPParserError) -> Int64 {
        let values = head.headers["Content-Length"]
        guard let value = values.first else { return 0 }
        guard values.count == 1, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int64(value) else {
            throw .invalidContentLength
        }
        return length
    }
}
