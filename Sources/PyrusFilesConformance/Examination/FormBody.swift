/// A form with one file, well-formed unless its pieces are replaced.
struct FormBody: Sendable {
    static let boundary = "kit-8d2f42366b41441"
    /// What a file has in it where that does not matter.
    static let content = Array("file content".utf8)

    var boundary: String
    /// Lines of the part's head, without their ends.
    var headers: [String]
    var content: [UInt8]
    var opening: [UInt8]
    var closing: [UInt8]
    var contentType: String
    /// A body that is written out, in the place of what the pieces make.
    private var written: [UInt8]?

    init(content: [UInt8] = Self.content, name: String = "test.txt", boundary: String = Self.boundary) {
        self.boundary = boundary
        self.content = content
        headers = [Self.disposition("filename=\"\(name)\"")]
        opening = Array("--\(boundary)\r\n".utf8)
        closing = Array("\r\n--\(boundary)--\r\n".utf8)
        contentType = "multipart/form-data; boundary=\(boundary)"
    }

    /// A form whose whole body is written out, `X` being its boundary; its content is what is to be stored of it.
    init(written body: [UInt8], content: [UInt8] = Self.content) {
        self.init(content: content, boundary: "X")
        written = body
    }

    init(written body: String, content: [UInt8] = Self.content) {
        self.init(written: Array(body.utf8), content: content)
    }

    /// A form that is right, but for one or more lines of its part's head.
    init(headers first: String, _ more: String..., content: [UInt8] = Self.content) {
        self.init(content: content)
        headers = [first] + more
    }

    /// A form that is right, but for the parameters behind the part's name.
    init(parameters: String, content: [UInt8] = Self.content) {
        self.init(headers: Self.disposition(parameters), content: content)
    }

    /// A part's head and content.
    var part: [UInt8] { Array(headers.map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8) + content }

    var bytes: [UInt8] { written ?? opening + part + closing }

    /// The first line of a part's head, with further parameters.
    static func disposition(_ parameters: String) -> String {
        "Content-Disposition: form-data; name=\"file\"; \(parameters)"
    }

    /// A whole part that is a field, from its delimiter to the line end behind its value.
    static func field(_ name: String, _ value: String, boundary: String = Self.boundary) -> String {
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    /// A whole part that is a file, from its delimiter to the line end behind its content.
    static func file(_ name: String = "test.txt", _ content: String = "file content", boundary: String = "X") -> String
    {
        "--\(boundary)\r\n\(disposition("filename=\"\(name)\""))\r\n\r\n\(content)\r\n"
    }
}
