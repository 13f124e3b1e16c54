import MultipartForm
import Testing

@Suite("Parser")
struct ParserTests {
    private static let form = Array(
        "--X\r\nX-A: 1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"; y*=z\r\n\r\nhello\r\n--X--".utf8)

    /// The events of a body given in chunks, with the position after each.
    private func events(of chunks: [[UInt8]]) throws -> [(MultipartEvent, Int)] {
        var parser = MultipartParser(boundary: try MultipartBoundary("X"))
        var events: [(MultipartEvent, Int)] = []
        for chunk in chunks {
            var position = 0
            while let event = try parser.next(in: chunk.span.bytes, at: &position) { events.append((event, position)) }
            #expect(position == chunk.count)
        }
        return events
    }

    @Test("gives content as ranges of the chunk, and moves the position behind each event")
    func ranges() throws {
        let events = try events(of: [Self.form])
        let end = Self.form.count
        #expect(events.count == 3)
        guard case .partBegan(let head) = events.first?.0 else { throw MultipartError(.noDelimiter) }
        #expect(head.headers.map(\.name) == ["X-A", "Content-Disposition"])
        #expect(head.disposition.parameters.map(\.name) == ["name", "filename", "y*"])
        #expect(head.disposition["y*"]?.value == Array("z".utf8))
        #expect(events.map(\.1) == [end - 12, end - 7, end])
        #expect(events[1].0 == .data(end - 12..<end - 7))
        #expect(events[2].0 == .partEnded)
    }

    @Test("gives header values unfolded, without blanks at either end")
    func headerValues() throws {
        let lines = ["A:", " 1\t", "\t \t", "\t2", "B: \t ", "c:3"].map { $0 + "\r\n" }.joined()
        let form = "--X\r\n\(lines)Content-Disposition: form-data; name=a\r\n\r\n"
        guard case .partBegan(let head) = try events(of: [Array(form.utf8)]).first?.0 else {
            throw MultipartError(.truncatedHeaders)
        }
        #expect(head.headers.map(\.name) == ["A", "B", "c", "Content-Disposition"])
        #expect(head.headers.prefix(3).map { String(decoding: $0.value, as: UTF8.self) } == ["1 2", "", "3"])
        #expect(head.contentType == nil)
    }

    @Test("gives the first content type of a part")
    func contentType() throws {
        let form = "--X\r\ncontent-TYPE: a/b\r\nContent-Type: c/d\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        guard case .partBegan(let head) = try events(of: [Array(form.utf8)]).first?.0 else {
            throw MultipartError(.truncatedHeaders)
        }
        #expect(head.contentType == "a/b")
    }

    @Test("gives what it held back before the data of the chunk that shows it was content")
    func heldData() throws {
        let content = Self.form.dropLast(7) + "\r\n-".utf8
        let events = try events(of: [Array(content), Array("- \r\n--X".utf8), Array("--".utf8)])
        #expect(events.dropFirst(2).map(\.0) == [.heldData(Array("\r\n-".utf8)), .data(0..<2), .partEnded])
    }

    /// Reads a chunk to its end or its fault; returns how many events it gave.
    private func read(_ chunk: [UInt8], from start: Int = 0, with parser: inout MultipartParser)
        -> (events: Int, fault: MultipartError?)
    {
        var position = start
        var events = 0
        do {
            while try parser.next(in: chunk.span.bytes, at: &position) != nil { events += 1 }
            return (events, nil)
        } catch {
            return (events, error)
        }
    }

    @Test("is complete from the close delimiter on")
    func completion() throws {
        var parser = MultipartParser(boundary: try MultipartBoundary("X"))
        #expect(read(Self.form.dropLast(), with: &parser) == (2, nil))
        let before = parser.isComplete
        #expect(!before)
        #expect(read(Array("-epilogue".utf8), with: &parser) == (1, nil))
        let after = parser.isComplete
        #expect(after)
        try parser.finish()
    }

    @Test("tells the content before a fault, then the fault, and the same fault ever after")
    func faultAfterContent() throws {
        let body = Self.form.dropLast(2) + "\r\nno colon\r\n".utf8
        var parser = MultipartParser(boundary: try MultipartBoundary("X"))
        let fault = MultipartError(.missingColon, at: Self.form.count)
        #expect(read(Array(body), with: &parser) == (3, fault))
        #expect(read(Array(body), with: &parser) == (0, fault))
        do throws(MultipartError) {
            try parser.finish()
            Issue.record("finished")
        } catch {
            #expect(error == fault)
        }
        let isComplete = parser.isComplete
        #expect(!isComplete)
    }

    @Test("tells the content before a delimiter that is over the limit")
    func limitAfterContent() throws {
        let limits = MultipartLimits(overhead: Self.form.count - 6)
        var parser = MultipartParser(boundary: try MultipartBoundary("X"), limits: limits)
        let fault = MultipartError(.overheadTooLarge, at: Self.form.count - 1)
        #expect(read(Self.form, with: &parser) == (2, fault))
        #expect(read(Self.form, with: &parser) == (0, fault))
    }

    @Test("reads from a position inside a chunk, and takes one outside of it for the end", arguments: [-1, 3, 99])
    func positions(start: Int) throws {
        var parser = MultipartParser(boundary: try MultipartBoundary("X"))
        let chunk = Array("...".utf8) + Self.form
        #expect(read(chunk, from: start, with: &parser) == (start == 3 ? 3 : 0, nil))
    }

    @Test("an error's sentence says what is wrong, and where")
    func sentences() {
        #expect(MultipartError(.noDelimiter).description == "The body ended before a delimiter line.")
        #expect("\(MultipartError(.missingColon, at: 7))" == "A header line has no colon (byte 7 of the body).")
    }
}
