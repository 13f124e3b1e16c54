/// A form with one file, well-formed unless its pieces are replaced.
struct FormBody: Sendable {
    var boundary = "kit-8d2f42366b41441"
    /// Lines of the part's head, without their ends.
    var headers: [String]
    var content: [UInt8]
    var opening: [UInt8]
    var closing: [UInt8]
    var contentType: String

    init(content: [UInt8] = Array("file content".utf8), name: String = "test.txt") {
        self.content = content
        headers = ["Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\""]
        opening = Array("--\(boundary)\r\n".utf8)
        closing = Array("\r\n--\(boundary)--\r\n".utf8)
        contentType = "multipart/form-data; boundary=\(boundary)"
    }

    /// A part's head and content.
    var part: [UInt8] { Array(headers.map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8) + content }

    var bytes: [UInt8] { opening + part + closing }
}
