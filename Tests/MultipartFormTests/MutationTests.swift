import MultipartForm
import TestSupport
import Testing

@Suite("Mutated bodies")
struct MutationTests {
    /// Texts that mean something in a form, so that mutations hit more than random bytes would.
    private static let words = [
        "\r\n", "\r", "\n", "--", "--X", "\r\n--X", "\r\n--X\r\n", "\r\n--X--", "\r\n--X \t", "\r\n\r\n", "\"", "\\",
        ";", "=", "filename*=UTF-8''%", "filename=\"", "=?utf-8?B?", "?=", "%22", ":", "\0",
        "Content-Disposition: form-data",
    ].map { Array($0.utf8) }

    private static let seeds = Fixture.all.filter {
        $0.body.count <= 1500 && String(decoding: $0.contentType, as: UTF8.self).hasSuffix("boundary=X")
    }.map(\.body.bytes)

    @Test("no mutation crashes the parser, depends on the chunks, or gives other content than the bytes hold")
    func mutations() throws {
        let boundary = try MultipartBoundary("X")
        var generator = SeededGenerator()
        var accepted = 0
        for round in 0..<10_000 {
            let body = Self.mutant(using: &generator)
            let whole = FormReading([body[...]], boundary: boundary)
            let chunked = FormReading(body.chunks(using: &generator), boundary: boundary)
            #expect(chunked.error == whole.error, "\(generator.description), round \(round)")
            guard whole.error == nil else { continue }
            accepted += 1
            #expect(chunked == whole, "\(generator.description), round \(round)")
            #expect(
                whole.parts.map(\.content) == ReferenceFraming.contents(of: body, boundary: "X"),
                "\(generator.description), round \(round): \(String(decoding: body, as: UTF8.self).debugDescription)")
        }
        #expect(accepted > 1000)
    }

    @Test("no mutation of a header value crashes its reader")
    func headerValues() {
        var generator = SeededGenerator()
        let seeds = [
            "form-data; name=\"file\"; filename=\"a \\\"b\\\".txt\"; filename*=UTF-8''a%20b",
            "form-data; name=x; filename=\"=?utf-8?B?0L4udHh0?= =?iso-8859-1?q?=E9_?=\"",
            "multipart/form-data; charset=\"a;b\"; boundary=\"x y\"",
        ].map { Array($0.utf8) }
        var accepted = 0
        for _ in 0..<20_000 {
            guard var value = seeds.randomElement(using: &generator) else { return }
            for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.mutate(&value, using: &generator) }
            if let disposition = try? ContentDisposition(parsing: value) {
                accepted += 1
                #expect(disposition.fileName?.utf8.contains { $0 == 0x2F || $0 == 0x5C } != true)
                _ = disposition.name
            }
            if let boundary = try? MultipartBoundary(contentType: value) {
                #expect((1...70).contains(boundary.text.utf8.count))
            }
        }
        #expect(accepted > 1000)
    }

    private static func mutant(using generator: inout SeededGenerator) -> [UInt8] {
        var body = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...5, using: &generator) { mutate(&body, using: &generator) }
        return body
    }

    /// Changes, removes, doubles or brings in some bytes at a random place.
    private static func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0...20, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 2: bytes.replaceSubrange(start..<end, with: words.randomElement(using: &generator) ?? [])
        case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: start)
        case 4 where start < bytes.count: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        default: bytes.insert(contentsOf: words.randomElement(using: &generator) ?? [], at: start)
        }
    }
}
