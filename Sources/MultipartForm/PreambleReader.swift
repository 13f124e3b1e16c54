/// Skips what stands before the first delimiter (UPLOAD-19), byte by byte.
///
/// A boundary that is there but is no delimiter is text like any other (M023, M025). But where it ought to have been
/// the first delimiter, reading on would drop a part in silence, so that it is an error (M022, M026).
struct PreambleReader {
    private let delimiter: Delimiter
    private var match = DelimiterMatch.atLineStart
    /// A boundary that does not begin a line, and what follows it.
    private var stray: DelimiterMatch?
    private var search: BoundarySearch
    /// Whether the body began with something other than a delimiter's first byte.
    private var beginsElsewhere = false
    private var count = 0
    /// Where the first boundary ended that was no delimiter.
    private var misplaced: Int?

    init(delimiter: Delimiter) {
        self.delimiter = delimiter
        search = BoundarySearch(delimiter.dashBoundary)
    }

    /// Takes the next byte, which stands at `offset` of the body; returns `part` or `close` at the end of a delimiter.
    mutating func read(_ byte: UInt8, at offset: Int) throws(MultipartError) -> DelimiterMatch.Step {
        if count == 0 { beginsElsewhere = byte != .hyphen }
        count += 1
        try followStray(byte, at: offset)
        let isInDelimiter = match.isComplete(for: delimiter)
        var step = match.step(byte, of: delimiter)
        if step == .mismatch {
            if isInDelimiter {
                misplaced = misplaced ?? offset
                guard byte != .lineFeed else { throw MultipartError(.misplacedDelimiter, at: offset) }
            }
            step = match.step(byte, of: delimiter)
        }
        if step == .close, let misplaced { throw MultipartError(.misplacedDelimiter, at: misplaced) }
        if search.finds(byte), !match.isComplete(for: delimiter) {
            misplaced = misplaced ?? offset
            stray = .behindBoundary(of: delimiter)
        }
        return step
    }

    /// What was odd, at the end of the first delimiter (`preamble`, `paddedDelimiter`).
    var oddities: MultipartOddities {
        var oddities: MultipartOddities = []
        if match.isPadded { oddities.insert(.paddedDelimiter) }
        if beginsElsewhere || count > match.length { oddities.insert(.preamble) }
        return oddities
    }

    /// The error of a body that ended before its first delimiter.
    func truncation(at end: Int) -> MultipartError {
        misplaced.map { MultipartError(.misplacedDelimiter, at: $0) } ?? MultipartError(.noDelimiter, at: end)
    }

    private mutating func followStray(_ byte: UInt8, at offset: Int) throws(MultipartError) {
        guard var stray else { return }
        switch stray.step(byte, of: delimiter) {
        case .part: throw MultipartError(.misplacedDelimiter, at: offset)
        case .mismatch where byte == .lineFeed: throw MultipartError(.misplacedDelimiter, at: offset)
        case .more: self.stray = stray
        case .close, .mismatch: self.stray = nil
        }
    }
}

/// Finds a boundary anywhere in a text, byte by byte, in linear time (Knuth, Morris, Pratt).
private struct BoundarySearch {
    private let pattern: [UInt8]
    /// For each length, that of the longest proper prefix of the pattern which so many matched bytes end in.
    private let fallback: [Int]
    private var matched = 0

    init(_ pattern: ArraySlice<UInt8>) {
        self.pattern = Array(pattern)
        var fallback = [0, 0]
        for byte in pattern.dropFirst() {
            var length = fallback[fallback.count - 1]
            while length > 0, self.pattern[length] != byte { length = fallback[length] }
            fallback.append(self.pattern[length] == byte ? length + 1 : 0)
        }
        self.fallback = fallback
    }

    /// Takes the next byte; true where it completes the pattern.
    mutating func finds(_ byte: UInt8) -> Bool {
        if matched == pattern.count { matched = fallback[matched] }
        while matched > 0, pattern[matched] != byte { matched = fallback[matched] }
        if pattern[matched] == byte { matched += 1 }
        return matched == pattern.count
    }
}
