/// A parser used to the letter of its documentation, with everything checked that it promises on the way.
struct ParserWalk: ~Copyable {
    private var parser: MultipartParser
    private var isInPart = false
    private var told = 0
    private var given = 0

    init(boundary: MultipartBoundary, limits: MultipartLimits) {
        parser = MultipartParser(boundary: boundary, limits: limits)
    }

    var oddities: MultipartOddities { parser.oddities }

    mutating func go(through chunks: [ArraySlice<UInt8>]) {
        do throws(MultipartError) {
            for chunk in chunks { try read(Array(chunk)) }
            try parser.finish()
            require(parser.isComplete, "a body without its close delimiter is accepted")
            require(!isInPart, "a part has no end")
        } catch {
            require(error.offset.map { (0...given).contains($0) } == true, "\(error) is outside of the body")
            checkIsFinal(error)
        }
    }

    private mutating func read(_ chunk: [UInt8]) throws(MultipartError) {
        given += chunk.count
        var position = 0
        while true {
            let start = position
            let event = try parser.next(in: chunk.span.bytes, at: &position)
            require((start...chunk.count).contains(position), "the position goes from \(start) to \(position)")
            guard let event else { break }
            check(event, before: position)
        }
        requireEqual(position, chunk.count, "a chunk is not used up")
    }

    private mutating func check(_ event: MultipartEvent, before position: Int) {
        if case .partBegan = event {
            require(!isInPart, "a part begins in another")
            isInPart = true
            return
        }
        require(isInPart, "\(event) is in no part")
        switch event {
        case .partBegan: break
        case .partEnded: isInPart = false
        case .data(let range):
            require(!range.isEmpty, "data is empty")
            requireEqual(range.upperBound, position, "the position is not behind the data")
            told += range.count
        case .heldData(let bytes):
            require(!bytes.isEmpty, "data is empty")
            told += bytes.count
        }
        require(told <= given, "there are more bytes than came")
    }

    /// The error comes again, whatever comes.
    private mutating func checkIsFinal(_ error: MultipartError) {
        var position = 0
        let more = Array("\r\n--X\r\n\r\n".utf8)
        requireEqual(attempt { (parser) throws(MultipartError) in try parser.finish() }, error, "an error is forgotten")
        requireEqual(
            attempt { (parser) throws(MultipartError) in
                while try parser.next(in: more.span.bytes, at: &position) != nil {}
            }, error, "an error is forgotten")
    }

    private mutating func attempt(
        _ use: (inout MultipartParser) throws(MultipartError) -> Void
    ) -> MultipartError? {
        do throws(MultipartError) {
            try use(&parser)
            return nil
        } catch {
            return error
        }
    }
}
