import MultipartForm
import Testing

@Suite("Catalogue of multipart requests")
struct FixtureTests {
    @Test("every row of the catalogue that concerns a parser has a fixture")
    func everyRowHasAFixture() throws {
        let ids = Set(try Fixture.loading.get().map(\.id))
        let rows = Array(1...80) + [88] + Array(102...108)
        let missing = rows.map { "M" + "00\($0)".suffix(3) }.filter { !ids.contains($0) }
        #expect(missing.isEmpty)
    }

    @Test("a row is read or refused as it says", arguments: Fixture.all)
    func row(_ fixture: Fixture) throws {
        let boundary: MultipartBoundary
        do {
            boundary = try fixture.boundary
        } catch {
            #expect(error.code.description == fixture.error, "\(error)")
            return
        }
        let reading = FormReading(fixture.body, boundary: boundary)
        if let code = fixture.error {
            #expect(reading.error?.code.description == code, "\(reading.error?.description ?? "accepted")")
            return
        }
        #expect(reading.error == nil)
        let expected = try #require(fixture.parts).flatMap { Array(repeating: $0, count: $0.times ?? 1) }
        #expect(reading.parts.count == expected.count)
        for (part, expected) in zip(reading.parts, expected) {
            #expect(part.isComplete)
            #expect(part.head.name.map { Array($0.utf8) } == expected.name?.bytes)
            #expect(part.head.fileName.map { Array($0.utf8) } == expected.fileName?.bytes)
            #expect(part.content.elementsEqual(expected.content?.bytes ?? []), "\(part)")
        }
    }

    @Test("a row's answer agrees with its parts", arguments: Fixture.all)
    func answer(_ fixture: Fixture) {
        let files = (fixture.parts ?? []).filter { $0.fileName.map { !$0.bytes.isEmpty } ?? false }
        switch fixture.answer {
        case .stored(let name):
            #expect(fixture.error == nil && files.count == 1)
            #expect(files.first?.fileName?.bytes == name.bytes && files.first?.content != nil)
        case .code("no_file_in_request"): #expect(fixture.error == nil && files.isEmpty)
        case .code("empty_file"): #expect(files.first.map { $0.content == nil } == true)
        case .code("max_file_name_length_exceeded"): #expect(files.count == 1)
        case .code("bad_multipart_content"): #expect(fixture.error != nil || files.count > 1)
        case .code(let code): Issue.record("unknown answer \(code)")
        }
    }
}
