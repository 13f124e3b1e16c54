import MultipartForm
import Testing

@Suite("Boundary (UPLOAD-06)")
struct BoundaryTests {
    @Test(
        "its content type is quoted only where it has to be, and reads back",
        arguments: ["a", "----x_y.z'+", "a b", "a:b", "a/b=c?(d),e"])
    func contentType(text: String) throws {
        let boundary = try MultipartBoundary(text)
        let needsQuotes = text.contains { " :/=?(),".contains($0) }
        let value = needsQuotes ? "\"\(text)\"" : text
        #expect(boundary.contentType == "multipart/form-data; boundary=\(value)")
        #expect(try MultipartBoundary(contentType: boundary.contentType) == boundary)
    }

    @Test(
        "text that is no boundary is refused",
        arguments: [
            ("", .emptyBoundary), (String(repeating: "a", count: 71), .boundaryTooLong), ("a ", .illegalBoundary),
            (" ", .illegalBoundary), ("a\"b", .illegalBoundary), ("a\\b", .illegalBoundary), ("a*b", .illegalBoundary),
            ("a\r\nb", .illegalBoundary), ("é", .illegalBoundary), ("a\tb", .illegalBoundary),
        ] as [(String, MultipartError.Code)])
    func illegal(text: String, code: MultipartError.Code) {
        #expect(throws: MultipartError(code)) { try MultipartBoundary(text) }
    }

    @Test("a random one has 128 bits, and is another each time")
    func random() {
        let boundaries = (0..<100).map { _ in MultipartBoundary.random() }
        #expect(Set(boundaries).count == 100)
        #expect(boundaries.allSatisfy { $0.text.utf8.count == 32 })
    }

    @Test("a random one comes again with the same generator, leading zeros included")
    func seeded() {
        struct Zeros: RandomNumberGenerator {
            func next() -> UInt64 { 0xAB }
        }
        var zeros = Zeros()
        #expect(MultipartBoundary.random(using: &zeros).text == "00000000000000ab00000000000000ab")
    }
}
