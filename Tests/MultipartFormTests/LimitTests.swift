import MultipartForm
import Testing

@Suite("Limits of a body (LIMIT-02)")
struct LimitTests {
    private let boundary: MultipartBoundary

    init() throws {
        boundary = try MultipartBoundary("X")
    }

    private static let headers = "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
    private static let head = "--X\r\n" + headers

    private func read(_ text: String, overhead: Int, pieceSize: Int = .max) -> FormReading {
        let bytes = Array(text.utf8)
        let starts = stride(from: 0, to: bytes.count, by: min(pieceSize, bytes.count))
        let chunks = starts.map { bytes[$0...].prefix(pieceSize) }
        return FormReading(chunks, boundary: boundary, limits: MultipartLimits(overhead: overhead))
    }

    @Test(
        "all that is not a file's content counts: one byte less than that is too little",
        arguments: Fixture.wellFormed.filter { $0.body.count <= 4096 })
    func exactOverhead(_ fixture: Fixture) throws {
        let body = fixture.body.bytes
        let boundary = try fixture.boundary
        let whole = FormReading([body[...]], boundary: boundary)
        let content = whole.parts.filter(\.head.isFile).reduce(0) { $0 + $1.content.count }
        let overhead = body.count - content
        for chunks in [[body[...]], body.split(at: body.count / 2), body.indices.map { body[$0...$0] }] {
            let limits = MultipartLimits(overhead: overhead)
            #expect(FormReading(chunks, boundary: boundary, limits: limits) == whole)
            let refused = FormReading(chunks, boundary: boundary, limits: MultipartLimits(overhead: overhead - 1))
            #expect(refused.error?.code == .overheadTooLarge)
            #expect(refused.error?.offset == body.count - 1)
        }
    }

    @Test(
        "padding over the limit is content while no CRLF ends it, and is not held back",
        arguments: [1, 7, 1000, .max])
    func endlessPadding(pieceSize: Int) {
        let content = "hello\r\n--X" + String(repeating: " \t", count: 1000) + "."
        let reading = read(Self.head + content + "\r\n--X--", overhead: 100, pieceSize: pieceSize)
        #expect(reading.error == nil)
        #expect(reading.parts.first?.content == Array(content.utf8))
        #expect(reading.longestHold <= 100)
    }

    @Test("padding over the limit is an error once CRLF ends it", arguments: [1, 7, 1000, .max])
    func endlessPaddingBeforeCRLF(pieceSize: Int) {
        let body = Self.head + "hello\r\n--X" + String(repeating: " ", count: 1000) + "\r\n" + Self.headers
        let reading = read(body, overhead: 100, pieceSize: pieceSize)
        #expect(reading.error == MultipartError(.overheadTooLarge, at: 105))
        #expect(reading.longestHold <= 100)
    }

    @Test("padding within the limit is held back and is no content", arguments: [1, 7, .max])
    func padding(pieceSize: Int) {
        let padding = String(repeating: "\t", count: 500)
        let body = Self.head + "hello\r\n--X" + padding + "\r\n" + Self.headers + "\r\n--X--"
        let reading = read(body, overhead: body.utf8.count - 5, pieceSize: pieceSize)
        #expect(reading.error == nil)
        #expect(reading.parts.first?.content == Array("hello".utf8))
    }

    @Test("the padding of a field counts as it comes", arguments: [1, 7, .max])
    func paddingOfField(pieceSize: Int) {
        let field = "--X\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        let body = field + "hello\r\n--X" + String(repeating: " ", count: 600) + "\r\n" + Self.headers + "\r\n--X--"
        let reading = read(body, overhead: body.utf8.count, pieceSize: pieceSize)
        #expect(reading.error == nil)
        #expect(reading.parts.first?.content == Array("hello".utf8))
        let refused = read(body, overhead: field.utf8.count + 20, pieceSize: pieceSize)
        #expect(refused.error == MultipartError(.overheadTooLarge, at: field.utf8.count + 20))
    }

    @Test("a part's headers count with their line ends and the blank line", arguments: [0, 1])
    func partHeaderBytes(excess: Int) {
        let body = Array((Self.head + "hello\r\n--X--").utf8)
        let limits = MultipartLimits(partHeaderBytes: Self.headers.utf8.count - excess)
        let reading = FormReading([body[...]], boundary: boundary, limits: limits)
        let last = Self.head.utf8.count - 1
        #expect(reading.error == (excess == 0 ? nil : MultipartError(.partHeadersTooLarge, at: last)))
    }

    @Test("headers and parameters are counted", arguments: [1, 2])
    func counts(limit: Int) {
        let body = Array(("--X\r\nX-A: 1\r\n" + Self.headers + "hello\r\n--X--").utf8)
        let headers = MultipartLimits(headersPerPart: limit)
        let parameters = MultipartLimits(parametersPerHeader: limit)
        let disposition = MultipartError(.tooManyParameters, at: 13)
        let header = MultipartError(.tooManyHeaders, at: 13)
        #expect(FormReading([body[...]], boundary: boundary, limits: headers).error == (limit == 1 ? header : nil))
        #expect(
            FormReading([body[...]], boundary: boundary, limits: parameters).error == (limit == 1 ? disposition : nil))
    }

    @Test("a negative limit allows nothing and does not crash")
    func negativeLimits() {
        let limits = MultipartLimits(overhead: -1, partHeaderBytes: -1, headersPerPart: -1, parametersPerHeader: -1)
        let reading = FormReading([Array("--X--".utf8)[...]], boundary: boundary, limits: limits)
        #expect(reading.error == MultipartError(.overheadTooLarge, at: 0))
    }
}
