import PyrusFiles

/// A request as it goes over the wire: what is odd about one is written out in a test.
struct WireRequest: Sendable {
    static let token = "Authorization: Bearer local-token"
    static let multipart = "Content-Type: multipart/form-data; boundary=X"

    /// The request line, without its end.
    var line: String
    /// Header lines, without their ends.
    var fields: [String]
    var body: [UInt8] = []

    init(_ line: String, _ fields: [String] = ["Host: localhost", token], body: [UInt8] = []) {
        self.line = line + (line.contains(" HTTP/") ? "" : " HTTP/1.1")
        self.fields = fields
        self.body = body
    }

    /// The head, with the blank line that ends it.
    var head: [UInt8] { Array(([line] + fields).map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8) }

    var bytes: [UInt8] { head + body }

    func adding(_ fields: String...) -> WireRequest {
        var request = self
        request.fields += fields
        return request
    }

    func authorized(by token: String) -> WireRequest {
        var request = self
        request.fields = fields.map { $0 == Self.token ? "Authorization: Bearer \(token)" : $0 }
        return request
    }

    /// An upload without anything that says how long its body is.
    static let unframedUpload = WireRequest("POST /v4/files/upload").adding(multipart)

    /// An upload of a form, with its length.
    static func upload(_ form: [UInt8], path: String = "/v4/files/upload") -> WireRequest {
        var request = WireRequest("POST \(path)").adding(multipart, "Content-Length: \(form.count)")
        request.body = form
        return request
    }

    /// A request with a JSON body.
    static func json(_ line: String, _ json: JSON) -> WireRequest {
        let body = Array(json.compact.utf8)
        var request = WireRequest(line).adding("Content-Type: application/json", "Content-Length: \(body.count)")
        request.body = body
        return request
    }

    /// A comment on task 1 that attaches something.
    static func comment(_ attachments: JSON..., task: Int = 1) -> WireRequest {
        json("POST /v4/tasks/\(task)/comments", ["attachments": .array(attachments)])
    }
}

/// Forms with one file, their boundary `X`.
enum Form {
    static let tail = Array("\r\n--X--\r\n".utf8)

    static func head(name: String = "a.txt") -> [UInt8] {
        Array("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8)
    }

    static func of(_ content: [UInt8], name: String = "a.txt") -> [UInt8] {
        head(name: name) + content + tail
    }

    /// A form of a file with so many bytes.
    static func of(size: Int) -> [UInt8] { of([UInt8](repeating: 0x61, count: size)) }

    static let hello = of(Array("hello".utf8))
}

extension [UInt8] {
    /// In chunks of at most `size` bytes, with the last chunk, without trailers.
    func chunked(by size: Int = 1_024, extension chunkExtension: String = "", last: String = "0\r\n\r\n") -> [UInt8] {
        var wire: [UInt8] = []
        for start in stride(from: 0, to: count, by: size) {
            let piece = self[start..<Swift.min(start + size, count)]
            wire += Array("\(String(piece.count, radix: 16))\(chunkExtension)\r\n".utf8) + piece + Array("\r\n".utf8)
        }
        return wire + Array(last.utf8)
    }
}
