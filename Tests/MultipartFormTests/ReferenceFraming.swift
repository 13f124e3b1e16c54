/// The framing of a form as the rule has it, on the whole body, without regard to time: what the parser is held to.
enum ReferenceFraming {
    /// The content of each part, of a body that the parser accepts.
    static func contents(of body: [UInt8], boundary: String) -> [[UInt8]] {
        // The CRLF of a delimiter may belong to what was before: to nothing, or to the blank line.
        guard let first = delimiter(in: Array("\r\n".utf8) + body, from: 0, boundary: boundary) else { return [] }
        var contents: [[UInt8]] = []
        var (end, isClose) = (first.end - 2, first.isClose)
        while !isClose, let blank = index(of: "\r\n\r\n", in: body, from: end) {
            guard let next = delimiter(in: body, from: blank + 2, boundary: boundary) else { break }
            contents.append(Array(body[min(blank + 4, next.end)..<max(blank + 4, next.start)]))
            (end, isClose) = (next.end, next.isClose)
        }
        return contents
    }

    private static func delimiter(in body: [UInt8], from start: Int, boundary: String)
        -> (start: Int, end: Int, isClose: Bool)?
    {
        var search = start
        while let found = index(of: "\r\n--\(boundary)", in: body, from: search) {
            let behind = body[(found + 4 + boundary.utf8.count)...]
            if behind.starts(with: "--".utf8) { return (found, behind.startIndex + 2, true) }
            let line = behind.drop { $0 == 0x20 || $0 == 0x09 }
            if line.starts(with: "\r\n".utf8) { return (found, line.startIndex + 2, false) }
            search = found + 1
        }
        return nil
    }

    private static func index(of text: String, in body: [UInt8], from start: Int) -> Int? {
        guard start <= body.count else { return nil }
        return (start..<body.count).first { body[$0...].starts(with: text.utf8) }
    }
}
