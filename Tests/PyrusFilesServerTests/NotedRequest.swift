import MultipartForm

/// A request whose notes are known, with a boundary of its own in place of `{B}`.
struct NotedRequest: Sendable {
    let bytes: [UInt8]
    private static let authorized = ["Host: localhost", WireRequest.token]

    private init(_ line: String, _ fields: [String], body: String = "") {
        let boundary = MultipartBoundary.random().text
        let fields = fields.map { $0.replacing("{B}", with: boundary) }
        let body = Self.latin1(body.replacing("{B}", with: boundary))
        bytes = WireRequest(line, fields.map { $0.replacing("{length}", with: "\(body.count)") }, body: body).bytes
    }

    /// One byte a character, so that a body can hold any.
    private static func latin1(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// An upload of one file: every piece as a careful client sends it, but for those that are given.
    static func upload(
        _ path: String = "/v4/files/upload", version: String = "1.1",
        type: String = "multipart/form-data; boundary={B}", fields: [String] = [], start: String = "--{B}\r\n",
        disposition: String = #"form-data; name="file"; filename="a.txt""#, partType: String? = "text/plain",
        partFields: [String] = [], content: String = "hello", end: String = "\r\n--{B}--\r\n"
    ) -> NotedRequest {
        let head =
            ["Content-Disposition: \(disposition)"] + (partType.map { ["Content-Type: \($0)"] } ?? []) + partFields
        return NotedRequest(
            "POST \(path) HTTP/\(version)",
            authorized + ["Content-Type: \(type)"] + fields + ["Content-Length: {length}"],
            body: start + head.map { $0 + "\r\n" }.joined() + "\r\n" + content + end)
    }

    static func upload(filename: String) -> NotedRequest {
        upload(disposition: "form-data; name=\"file\"; filename=\(filename)")
    }

    /// A field beside the file.
    static func upload(field: String) -> NotedRequest {
        upload(end: "\r\n--{B}\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n1\r\n--{B}--\r\n")
    }

    static func get(_ path: String = "/v4/tasks/1", _ fields: String..., body: String = "") -> NotedRequest {
        NotedRequest("GET \(path)", authorized + fields, body: body)
    }

    static func post(_ path: String = "/v4/tasks", _ fields: String..., body: String) -> NotedRequest {
        NotedRequest("POST \(path)", authorized + fields, body: body)
    }

    static func get(token: String) -> NotedRequest {
        NotedRequest("GET /v4/tasks/1", ["Host: localhost", "Authorization: Bearer \(token)"])
    }
}
