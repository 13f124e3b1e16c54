import MultipartForm
import TestSupport
import Testing

/// M042: how a body is cut must not matter.
@Suite("Splitting a body over chunks")
struct SplitTests {
    private static let largest = 4096

    @Test(
        "a form reads the same at every split, and byte by byte",
        arguments: Fixture.wellFormed.filter { $0.body.count <= largest })
    func everySplit(_ fixture: Fixture) throws {
        let boundary = try fixture.boundary
        let body = fixture.body.bytes
        let whole = FormReading([body[...]], boundary: boundary)
        for index in 0...body.count {
            #expect(FormReading(body.split(at: index), boundary: boundary) == whole, "split at \(index)")
        }
        let single = body.indices.map { body[$0...$0] }
        #expect(FormReading(single, boundary: boundary) == whole)
    }

    @Test(
        "a large form reads the same at every split near a delimiter or a header",
        arguments: Fixture.wellFormed.filter { $0.body.count > largest })
    func splitsNearDelimiters(_ fixture: Fixture) throws {
        let boundary = try fixture.boundary
        let body = fixture.body.shrunk(to: 1500).bytes
        let whole = FormReading([body[...]], boundary: boundary)
        #expect(whole.error == nil)
        for index in Self.positions(in: body, near: Array("--\(boundary.text)".utf8), Array("\r\n\r\n".utf8)) {
            #expect(FormReading(body.split(at: index), boundary: boundary) == whole, "split at \(index)")
        }
    }

    @Test(
        "a large form reads the same in random chunks",
        arguments: Fixture.wellFormed.filter { $0.body.count > largest })
    func randomChunks(_ fixture: Fixture) throws {
        let boundary = try fixture.boundary
        let body = fixture.body.shrunk(to: 30_000).bytes
        let whole = FormReading([body[...]], boundary: boundary)
        var generator = SeededGenerator()
        for _ in 0..<10 {
            let reading = FormReading(body.chunks(using: &generator), boundary: boundary)
            #expect(reading == whole, "\(generator.description)")
        }
    }

    @Test(
        "a malformed body has the same error, in the same place, at every split",
        arguments: Fixture.malformed.filter { $0.body.count <= largest })
    func malformed(_ fixture: Fixture) throws {
        let boundary = try fixture.boundary
        let body = fixture.body.bytes
        let whole = FormReading([body[...]], boundary: boundary)
        for index in 0...body.count {
            let reading = FormReading(body.split(at: index), boundary: boundary)
            #expect(reading.error == whole.error, "split at \(index)")
        }
        let single = body.indices.map { body[$0...$0] }
        #expect(FormReading(single, boundary: boundary).error == whole.error)
    }

    @Test("a malformed body over a limit has the same error in random chunks", arguments: Fixture.malformed)
    func malformedInRandomChunks(_ fixture: Fixture) throws {
        let boundary = try fixture.boundary
        // More than any limit allows of each piece, and no more.
        let body = fixture.body.shrunk(to: 70_000).bytes
        let whole = FormReading([body[...]], boundary: boundary)
        #expect(whole.error != nil)
        var generator = SeededGenerator()
        let reading = FormReading(body.chunks(using: &generator), boundary: boundary)
        #expect(reading.error == whole.error, "\(generator.description)")
    }

    /// The positions within 100 bytes of where one of the texts begins, up to 1,000 of them.
    private static func positions(in body: [UInt8], near texts: [UInt8]...) -> [Int] {
        var positions: Set<Int> = [body.count]
        for start in body.indices where texts.contains(where: { body[start...].starts(with: $0) }) {
            positions.formUnion(max(0, start - 100)...min(body.count, start + 100))
            if positions.count > 1000 { break }
        }
        return positions.sorted()
    }
}
