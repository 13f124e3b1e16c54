import HTTPTypes
import PyrusFiles
import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

/// Two servers that stand alike, one asked over connections and the other without.
struct ExchangeComparison: Sendable {
    /// What came of a request.
    struct Outcome: Equatable, CustomStringConvertible {
        /// The status and the header fields in their order; `nil` where no head came.
        var head: [String]?
        /// The bytes of the body, or in its place.
        var body: [UInt8]
        var isReset: Bool

        var description: String {
            "\(head ?? ["no head"]) \(body.count) bytes: \(String(decoding: body.prefix(500), as: UTF8.self))"
                + (isReset ? " reset" : "")
        }
    }

    let wire: TestServer
    let direct: TestServer

    /// Both have task 1 and the file 7.
    static func with(_ body: (ExchangeComparison) async throws -> Void) async throws {
        let moment = Moment(milliseconds: 1_700_000_000_000)
        try await withServer(clock: ServiceClock { moment }) { wire in
            try await withServer(clock: ServiceClock { moment }) { direct in
                for server in [wire, direct] {
                    try await server.running.clock.freeze()
                    try await server.running.files.add(telling, name: "é.bin", id: 7)
                }
                try await body(ExchangeComparison(wire: wire, direct: direct))
            }
        }
    }

    func inProcess(_ request: WireRequest) async throws -> Outcome {
        do {
            let isChunked = request.fields.contains("Transfer-Encoding: chunked")
            let answer = try await direct.running.respond(
                to: request.closing.request, body: isChunked ? request.body.unchunked : request.body)
            return Outcome(head: answer.head.lines, body: Self.shown(answer.body), isReset: false)
        } catch let broken as PyrusFilesServer.BrokenAnswer {
            return Outcome(head: broken.head?.lines, body: Self.shown(broken.body), isReset: broken.end == .reset)
        }
    }

    func overWire(_ request: WireRequest) async throws -> Outcome {
        let (bytes, end) = try await wire.talk { connection in
            try connection.send(request.closing.bytes)
            return try connection.receiveToAnyEnd()
        }
        var body = bytes
        var read: Reply?
        repeat {
            guard let split = body.firstRange(of: Array("\r\n\r\n".utf8)),
                let head = try? Reply(head: Array(body[..<split.upperBound]))
            else { break }
            body.removeSubrange(..<split.upperBound)
            read = head
        } while read?.status == 100
        guard let head = read else { return Outcome(head: nil, body: body, isReset: end == .reset) }
        let isMalformed = request.fields.contains { $0.hasSuffix("what=chunk") }
        let isChunked = head["transfer-encoding"] == "chunked" && !isMalformed
        return Outcome(
            head: head.lines, body: Self.shown(isChunked ? body.unchunked : body.withoutLastChunk),
            isReset: end == .reset)
    }

    /// A new guid is another one each time.
    private static func shown(_ body: [UInt8]) -> [UInt8] {
        guard let name = body.firstRange(of: Array("\"guid\":\"".utf8)) else { return body }
        let end = body[name.upperBound...].firstIndex(of: UInt8(ascii: "\"")) ?? body.endIndex
        return body.enumerated().map { (name.upperBound..<end).contains($0) ? UInt8(ascii: "$") : $1 }
    }
}

extension WireRequest {
    /// The same request without its way.
    var request: HTTPRequest {
        let words = line.split(separator: " ").map(String.init)
        var request = HTTPRequest(
            method: HTTPRequest.Method(words[0]) ?? .get, scheme: "http", authority: nil, path: words[1])
        for field in fields {
            let name = String(field.prefix { $0 != ":" })
            let value = String(field.dropFirst(name.count + 1).drop { $0 == " " })
            if name == "Host", request.authority == nil {
                request.authority = value
            } else if let name = HTTPField.Name(name) {
                request.headerFields.append(HTTPField(name: name, value: value))
            }
        }
        return request
    }

    fileprivate var closing: WireRequest { adding("Connection: close") }
}

extension HTTPResponse {
    fileprivate var lines: [String] {
        ["\(status.code)"] + headerFields.map { "\($0.name.canonicalName): \($0.value)" }
    }
}

extension Reply {
    fileprivate var lines: [String] { ["\(status)"] + fields.map { "\($0.name): \($0.value)" } }
}

extension [UInt8] {
    /// The content of a body in chunks, as far as it came.
    fileprivate var unchunked: [UInt8] {
        var (rest, content) = (self[...], [UInt8]())
        while let line = rest.firstRange(of: Array("\r\n".utf8)),
            let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16), size > 0
        {
            content += rest[line.upperBound...].prefix(size)
            rest = rest[line.upperBound...].dropFirst(size + 2)
        }
        return content
    }

    /// What stands behind a body that is malformed is no part of what is malformed about it.
    fileprivate var withoutLastChunk: [UInt8] {
        let last = Array("0\r\n\r\n".utf8)
        return suffix(last.count) == last[...] ? Array(dropLast(last.count)) : self
    }
}
