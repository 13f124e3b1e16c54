import MultipartForm
import Testing

@Suite("Encoder")
struct EncoderTests {
    private static let nastyNames = [
        "a.txt", "my file.txt", "quote\".txt", "\"", "\"\"", "a\"; filename=\"b", "line\r\nX-Evil: 1", "\r", "\n",
        "a;b=c", "100%.txt", "%20", "отчёт за март.txt", "漢字", "😀", "e\u{301}", "\0", "\t", " spaces ", "'", "''",
        "a*b", String(repeating: "я", count: 127), "\u{202E}", "\u{FFFD}", ".", "UTF-8''a",
    ]

    private static let ambiguous = ["%22", "%0D%0A", "=?utf-8?B?0L4=?=", "a%22b\"c"]

    /// Parses a form of two fields and a file between an encoder's bytes.
    private func roundTrip(_ name: String, content: [UInt8], with encoder: MultipartEncoder) throws -> FormReading {
        let form = try encoder.form(
            name: "field", fileName: name, fileSize: content.count,
            fields: [("a", Array("1".utf8)), ("b", Array("\r\n--".utf8))])
        let body = form.head + content + form.tail
        #expect(body.count == form.contentLength)
        let boundary = try MultipartBoundary(contentType: encoder.contentType)
        return FormReading([body[...]], boundary: boundary)
    }

    @Test(
        "a name and its content come back the same, however it is escaped",
        arguments: nastyNames, [.percent, .backslash, .extended] as [MultipartEncoder.NameEscaping])
    func anyEscaping(name: String, escaping: MultipartEncoder.NameEscaping) throws {
        let content = Array("\r\n--\r\n--X--\r\n".utf8) + Array(0...255)
        let reading = try roundTrip(name, content: content, with: MultipartEncoder(nameEscaping: escaping))
        #expect(reading.error == nil)
        #expect(reading.parts.map(\.head.name) == ["a", "b", "field"])
        #expect(reading.parts.map(\.content) == [Array("1".utf8), Array("\r\n--".utf8), content])
        #expect(reading.parts.last?.head.fileName.map { Array($0.utf8) } == Array(name.utf8))
        #expect(reading.parts.last?.head.headers.count == 2)
    }

    @Test("a name that looks escaped comes back the same where it is sent twice", arguments: ambiguous + nastyNames)
    func ambiguousNames(name: String) throws {
        let reading = try roundTrip(name, content: [1], with: MultipartEncoder(nameEscaping: .extended))
        #expect(reading.parts.last?.head.fileName.map { Array($0.utf8) } == Array(name.utf8))
    }

    @Test(
        "a folder never comes back, nor a parameter out of one",
        arguments: ["C:\\dir\\a.txt", "../a.txt", "\\\"\\a.txt", "a\\\";x=\"/a.txt"],
        [.percent, .backslash, .extended] as [MultipartEncoder.NameEscaping])
    func folders(name: String, escaping: MultipartEncoder.NameEscaping) throws {
        let reading = try roundTrip(name, content: [1], with: MultipartEncoder(nameEscaping: escaping))
        #expect(reading.error == nil)
        #expect(reading.parts.last?.head.fileName == "a.txt")
        let parameters = reading.parts.last?.head.disposition.parameters.map(\.name)
        #expect(parameters == (escaping == .extended ? ["name", "filename", "filename*"] : ["name", "filename"]))
    }

    @Test("writes a form as browsers do")
    func bytes() throws {
        let encoder = MultipartEncoder(boundary: try MultipartBoundary("X"))
        let form = try encoder.form(
            name: "fi\"le", fileName: "a\r\n\"\\.txt", contentType: "text/plain", fileSize: 5, fields: [("a", [0x31])])
        let head =
            "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X\r\nContent-Disposition: form-data; "
            + "name=\"fi%22le\"; filename=\"a%0D%0A%22\\.txt\"\r\nContent-Type: text/plain\r\n\r\n"
        #expect(String(decoding: form.head, as: UTF8.self) == head)
        #expect(String(decoding: form.tail, as: UTF8.self) == "\r\n--X--\r\n")
        #expect(form.contentLength == head.utf8.count + 5 + 9)
    }

    @Test("leaves the content type out where there is none")
    func noContentType() throws {
        let head = try MultipartEncoder().fileHead(fileName: "a", contentType: nil)
        #expect(!String(decoding: head, as: UTF8.self).contains("Content-Type"))
    }

    @Test(
        "refuses a content type that could add a header",
        arguments: ["text/plain\r\nX: 1", "a\nb", "a\rb", "\0", "é"])
    func contentTypes(value: String) {
        #expect(throws: MultipartError(.illegalContentType)) {
            try MultipartEncoder().fileHead(fileName: "a", contentType: value)
        }
    }

    @Test("refuses a length that is negative or does not fit", arguments: [-1, .min, .max, .max - 50])
    func lengths(size: Int) {
        #expect(throws: MultipartError(.illegalLength)) { try MultipartEncoder().form(fileName: "a", fileSize: size) }
    }

    @Test("takes a length beyond 32 bits")
    func largeLength() throws {
        let form = try MultipartEncoder().form(fileName: "a", fileSize: 1 << 40)
        #expect(form.contentLength == 1 << 40 + form.head.count + form.tail.count)
    }
}
