import MultipartForm

/// A file's content: a pattern repeated, or random bytes.
struct Payload: Sendable {
    let name: String
    private let chunk: [UInt8]

    private static let boundary = "----formdata-0123456789abcdef"

    init(_ name: String, repeating pattern: String) {
        self.name = name
        let bytes = Array(pattern.utf8)
        chunk = (0..<(64 << 10)).map { bytes[$0 % bytes.count] }
    }

    private init(_ name: String, chunk: [UInt8]) {
        self.name = name
        self.chunk = chunk
    }

    /// Bytes of no pattern, which compress no better than real archives.
    static let random: Payload = {
        var generator = SystemRandomNumberGenerator()
        return Payload("random", chunk: (0..<(64 << 10)).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }()

    /// M033 and M088, and payloads made of a delimiter without its end.
    static let dense = [
        Payload("M088 CR LF - -", repeating: "\r\n--"),
        Payload("M088 CR", repeating: "\r"),
        Payload("M088 -", repeating: "-"),
        Payload("M033 CR LF LF CR CR CR LF CR NUL", repeating: "\r\n\n\r\r\r\n\r\0"),
        Payload("CR LF - - and the boundary's first byte", repeating: "\r\n---"),
        Payload("delimiter but for the last byte", repeating: "\r\n--" + boundary.dropLast()),
        Payload("delimiter with padding and no CRLF", repeating: "\r\n--" + boundary + " \t ."),
    ]

    /// Parses a form with one file of about `size` bytes; returns the file's size as the parser saw it.
    func parse(_ size: Int) -> Int {
        let encoder = MultipartEncoder(boundary: boundary)
        var total = 0
        do {
            var parser = MultipartParser(boundary: encoder.boundary)
            let form = try encoder.form(fileName: "a.bin", fileSize: size)
            total += try parser.countContent(of: form.head)
            for _ in 0..<(size / chunk.count) { total += try parser.countContent(of: chunk) }
            total += try parser.countContent(of: form.tail)
            try parser.finish()
        } catch {
            print("\(name): \(error)")
        }
        return total
    }

    private var boundary: MultipartBoundary {
        (try? MultipartBoundary(Self.boundary)) ?? .random()
    }
}

extension MultipartParser {
    /// Reads a chunk; returns how many bytes of content came out.
    mutating func countContent(of chunk: [UInt8]) throws(MultipartError) -> Int {
        var total = 0
        var position = 0
        while let event = try next(in: chunk.span.bytes, at: &position) {
            switch event {
            case .data(let range): total += range.count
            case .heldData(let bytes): total += bytes.count
            case .partBegan, .partEnded: break
            }
        }
        return total
    }
}
