import MultipartForm
import Testing

@Suite("Oddities")
struct OddityTests {
    static let open = "Content-Disposition: form-data; name=\"file\"; filename=\"a"
    static let line = open + "\"\r\n"
    static let head = "--X\r\n" + line + "\r\n"

    @Test(
        "are the same however the body is cut",
        arguments: [
            (head + "a\r\n--X--\r\n", []), ("\r\n" + head + "a\r\n--X--\r\n", .preamble),
            ("-\r\n" + head + "a\r\n--X--\r\n", .preamble), ("a\r\n" + head + "a\r\n--X--\r\n", .preamble),
            (head + "a\r\n--X--\r\nb", .epilogue), (head + "a\r\n--X--b", .epilogue),
            (head + "a\r\n--X--", .missingFinalLineEnd), (head + "a\r\n--X--\r", .missingFinalLineEnd),
            (head + "a\r\n--X \r\n" + line + "\r\n" + "a\r\n--X--\r\n", .paddedDelimiter),
            ("--X\t\r\n" + line + "\r\n" + "a\r\n--X--\r\n", .paddedDelimiter),
            (head + "a\r\n--Xa\r\n--X--\r\n", .boundaryInContent), (head + "a\r\n--Ya\r\n--X--\r\n", []),
            (head + "a\r\n--X \r\r\n--X-a\r\n--X--\r\n", .boundaryInContent),
            ("--X\r\n" + line + "A:\r\n b\r\n\r\na\r\n--X--\r\n", .foldedHeader),
            ("--X\r\n" + line + "A: \"\r\n b\"\r\n\r\na\r\n--X--\r\n", [.foldedHeader, .lineEndInQuotes]),
            ("--X\r\n" + open + "\r\n", []), ("--X\r\n" + open + "\r\nb\"\r\n", .lineEndInQuotes),
            ("--X\r\n" + open + "\n", .lineEndInQuotes), ("--X\r\n" + open + "\r\n\r\n", .lineEndInQuotes),
        ] as [(String, MultipartOddities)])
    func oddities(body: String, expected: MultipartOddities) throws {
        let body = Array(body.utf8)
        for size in [1, 2, 7, body.count] {
            var parser = MultipartParser(boundary: try MultipartBoundary("X"))
            for start in stride(from: 0, to: body.count, by: size) {
                let chunk = Array(body[start..<min(start + size, body.count)])
                var position = 0
                while (try? parser.next(in: chunk.span.bytes, at: &position)) != nil {}
            }
            #expect(parser.oddities == expected, "in pieces of \(size)")
        }
    }
}
