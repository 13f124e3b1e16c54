/// Tells a part's content from the delimiter that ends it.
struct ContentReader {
    /// What a stretch of a chunk turned out to be, in this order.
    struct Reading {
        /// Content of earlier chunks, held back until now.
        var held: [UInt8] = []
        /// Content in this chunk; may be empty.
        var data: Range<Int>
        /// Where reading goes on: after the delimiter, or the end of the chunk.
        var end: Int
        /// How the content ended: `part` or `close`; nil if it may go on.
        var ending: DelimiterMatch.Step?
    }

    private let delimiter: Delimiter
    /// A part's content begins at the start of a line, so that a delimiter may follow the blank line at once (M034).
    private var match = DelimiterMatch.atLineStart
    private var held: [UInt8] = []
    /// What was odd so far (`boundaryInContent`, `paddedDelimiter`).
    private(set) var oddities: MultipartOddities = []

    init(delimiter: Delimiter) {
        self.delimiter = delimiter
    }

    /// The delimiter's bytes so far. At the content's end: those of the whole delimiter, as far as not counted before.
    var matchLength: Int { match.length }

    /// Reads `chunk` from `start` up to the end of the content or of the chunk.
    ///
    /// - Parameter limit: the longest delimiter that could be accepted. One that gets longer by its padding is not
    ///   held back: it is content unless its line ends in CRLF, which its length then makes an error.
    mutating func read(_ chunk: RawSpan, from start: Int, holdingUpTo limit: Int) -> Reading {
        var reading = Reading(data: start..<start, end: chunk.byteCount)
        var scanned = start
        if match.isUnderway {
            let (step, end) = match.follow(chunk, from: start, of: delimiter)
            switch step {
            case .more where mayHold(limit):
                held.append(contentsOf: chunk, in: start..<end)
                return reading
            case .more, .mismatch:
                if step == .mismatch { noteMismatch() }
                reading.held = takeHeld()
                reading.data = start..<end
                if step == .more { return reading }
            case .part, .close:
                held = []
                notePadding()
                reading.end = end
                reading.ending = step
                return reading
            }
            scanned = end
        }
        while true {
            let candidate = delimiter.firstCandidate(in: chunk, from: scanned)
            reading.data = start..<candidate
            guard candidate < chunk.byteCount else { return reading }
            match = .none
            let (step, end) = match.follow(chunk, from: candidate, of: delimiter)
            switch step {
            case .more where mayHold(limit):
                held.append(contentsOf: chunk, in: candidate..<end)
                return reading
            case .more:
                reading.data = start..<end
                return reading
            case .part, .close:
                notePadding()
                reading.end = end
                reading.ending = step
                return reading
            case .mismatch:
                noteMismatch()
                scanned = end
            }
        }
    }

    private mutating func noteMismatch() {
        if match.failedBehindBoundary { oddities.insert(.boundaryInContent) }
    }

    private mutating func notePadding() {
        if match.isPadded { oddities.insert(.paddedDelimiter) }
    }

    /// A delimiter without padding is always held: it is no longer than a boundary.
    private func mayHold(_ limit: Int) -> Bool {
        match.length <= max(limit, delimiter.bytes.count + 1)
    }

    private mutating func takeHeld() -> [UInt8] {
        defer { held = [] }
        return held
    }
}

extension [UInt8] {
    fileprivate mutating func append(contentsOf chunk: RawSpan, in range: Range<Int>) {
        for index in range { append(chunk.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)) }
    }
}
