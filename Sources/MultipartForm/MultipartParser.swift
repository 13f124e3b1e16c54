/// Reads a multipart/form-data body that arrives in chunks of any size, without doing any input itself (UPLOAD-11,
/// UPLOAD-14, UPLOAD-16, UPLOAD-19, LIMIT-02).
///
/// Give it each chunk until it returns nil, then the next one, and call `finish()` where the body ends:
///
/// ```swift
/// var position = 0
/// while let event = try parser.next(in: chunk, at: &position) { … }
/// ```
///
/// It takes linear time, copies no content but what could have been a delimiter over the end of a chunk, and holds
/// no more than that and one part's headers. It judges neither how many files there are, nor their sizes or names.
public struct MultipartParser: ~Copyable {
    private enum State {
        case preamble, headers, content, epilogue
        case failed(MultipartError)
    }

    private let delimiter: Delimiter
    private let limits: MultipartLimits
    private var budget: OverheadBudget
    private var state = State.preamble
    private var preamble: PreambleReader
    private var headers: PartHeaderReader
    private var content: ContentReader
    private var isFile = false
    private var queue = EventQueue()
    /// How many bytes of the body came before the chunk's position.
    private var consumed = 0
    private var known: MultipartOddities = []
    /// The epilogue: how long it is, and whether it is at most a CRLF as far as it goes.
    private var epilogue = (length: 0, isLineEnd: true)

    /// Makes a parser for one body.
    public init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        delimiter = Delimiter(boundary)
        self.limits = limits
        budget = OverheadBudget(limits.overhead)
        preamble = PreambleReader(delimiter: delimiter)
        headers = PartHeaderReader(dashBoundary: delimiter.dashBoundary, limits: limits)
        content = ContentReader(delimiter: delimiter)
    }

    /// Whether the close delimiter has been seen: the form is complete, whatever still follows.
    public var isComplete: Bool {
        if case .epilogue = state { true } else { false }
    }

    /// What the bytes so far had that is accepted but odd.
    public var oddities: MultipartOddities {
        var oddities = known.union(headers.oddities).union(content.oddities)
        guard isComplete else { return oddities }
        if !epilogue.isLineEnd { oddities.insert(.epilogue) }
        if epilogue.isLineEnd, epilogue.length < 2 { oddities.insert(.missingFinalLineEnd) }
        return oddities
    }

    /// The next event of `chunk`, nil once the chunk is used up.
    ///
    /// - Parameters:
    ///   - chunk: the bytes that follow those given before; the same ones until it returns nil.
    ///   - position: where reading goes on in them, 0 for a new chunk; it is moved forward.
    /// - Throws: the first fault in the order of the bytes, and the same one on every later call.
    public mutating func next(in chunk: RawSpan, at position: inout Int) throws(MultipartError)
        -> MultipartEvent?
    {
        let start = position
        defer { consumed += position - start }
        while true {
            if let event = queue.next(at: &position) { return event }
            guard position >= 0, position < chunk.byteCount else {
                if case .failed(let error) = state { throw error }
                return nil
            }
            do throws(MultipartError) {
                let base = consumed - start
                switch state {
                case .preamble: try readPreamble(chunk, at: &position, base: base)
                case .headers:
                    if let head = try readHeaders(chunk, at: &position, base: base) { return .partBegan(head) }
                case .content: try readContent(chunk, from: position, base: base)
                case .epilogue:
                    try budget.charge(chunk.byteCount - position, from: base + position)
                    lookAtEpilogue(chunk, from: position)
                    position = chunk.byteCount
                case .failed(let error): throw error
                }
            } catch {
                // What came before the fault is told first.
                state = .failed(error)
                if queue.isEmpty { throw error }
            }
        }
    }

    /// Says that the body has ended.
    ///
    /// - Throws: the fault found before, or `noDelimiter`, `misplacedDelimiter`, `truncatedHeaders` or
    ///   `truncatedContent` where the close delimiter has not come.
    public mutating func finish() throws(MultipartError) {
        let error: MultipartError
        switch state {
        case .epilogue: return
        case .failed(let fault): error = fault
        case .preamble: error = preamble.truncation(at: consumed)
        case .headers: error = MultipartError(.truncatedHeaders, at: consumed)
        case .content: error = MultipartError(.truncatedContent, at: consumed)
        }
        state = .failed(error)
        throw error
    }

    // In what follows, `base` is the chunk's own place in the body.

    private mutating func readPreamble(_ chunk: RawSpan, at position: inout Int, base: Int) throws(MultipartError) {
        while position < chunk.byteCount {
            try budget.charge(1, from: base + position)
            let byte = chunk.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            let step = try preamble.read(byte, at: base + position)
            position += 1
            guard step == .part || step == .close else { continue }
            known.formUnion(preamble.oddities)
            return pass(step)
        }
    }

    private mutating func readHeaders(_ chunk: RawSpan, at position: inout Int, base: Int) throws(MultipartError)
        -> PartHead?
    {
        while position < chunk.byteCount {
            try budget.charge(1, from: base + position)
            let byte = chunk.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            let head = try headers.read(byte, at: base + position)
            position += 1
            guard let head else { continue }
            state = .content
            known.formUnion(headers.oddities)
            known.formUnion(content.oddities)
            content = ContentReader(delimiter: delimiter)
            isFile = head.isFile
            return head
        }
        return nil
    }

    private mutating func readContent(_ chunk: RawSpan, from start: Int, base: Int) throws(MultipartError) {
        let reading = content.read(chunk, from: start, holdingUpTo: isFile ? budget.remaining : .max)
        // Of a file only the delimiter counts, and only once it is one; of a field every byte, as it comes.
        if !isFile { try budget.charge(reading.end - start, from: base + start) }
        queue.add(reading)
        guard let ending = reading.ending else { return }
        if isFile { try budget.charge(content.matchLength, from: base + reading.end - content.matchLength) }
        queue.addPartEnded()
        pass(ending)
    }

    private mutating func lookAtEpilogue(_ chunk: RawSpan, from start: Int) {
        for index in start..<chunk.byteCount {
            guard epilogue.isLineEnd else { return }
            let byte = chunk.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
            let lineEnd: [UInt8] = [.carriageReturn, .lineFeed]
            epilogue.isLineEnd = lineEnd.dropFirst(epilogue.length).first == byte
            epilogue.length += 1
        }
    }

    /// Goes on behind a delimiter.
    private mutating func pass(_ ending: DelimiterMatch.Step) {
        state = ending == .part ? .headers : .epilogue
        headers = PartHeaderReader(dashBoundary: delimiter.dashBoundary, limits: limits)
    }
}
