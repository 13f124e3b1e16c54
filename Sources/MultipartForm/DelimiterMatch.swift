/// A delimiter that may be under way, byte by byte: CRLF, `--X`, and then `--`, or blanks and CRLF (M031).
///
/// A CR begins a delimiter and stands nowhere else in it but before its last byte. So no byte of a match that failed
/// can begin another one, and none is ever looked at twice.
struct DelimiterMatch {
    /// What a byte did to the match.
    enum Step {
        /// It may still become a delimiter.
        case more
        /// A delimiter line is complete: a part follows.
        case part
        /// The close delimiter is complete.
        case close
        /// It is none; the byte is not part of it, and may begin another one.
        case mismatch
    }

    private enum Ending {
        case none, hyphen, padding, carriageReturn
    }

    /// How many bytes of CRLF and `--X` have come.
    private var matched: Int

    /// How many bytes have come in all, without the CRLF of a match that began at the start of a line.
    private(set) var length = 0

    private var ending = Ending.none

    /// Whether the match that failed last had the whole boundary.
    private(set) var failedBehindBoundary = false

    /// Whether blanks stood behind the boundary.
    private(set) var isPadded = false

    /// No match.
    static let none = DelimiterMatch(matched: 0)

    /// The start of a line whose CRLF belongs to what was before: to nothing, or to a part's headers.
    static let atLineStart = DelimiterMatch(matched: 2)

    /// The place right behind a delimiter's boundary.
    static func behindBoundary(of delimiter: Delimiter) -> DelimiterMatch {
        DelimiterMatch(matched: delimiter.bytes.count)
    }

    private init(matched: Int) {
        self.matched = matched
    }

    /// Whether a delimiter is under way.
    var isUnderway: Bool { matched > 0 }

    /// Whether `--X` has come in full, and what follows has to tell.
    func isComplete(for delimiter: Delimiter) -> Bool { matched == delimiter.bytes.count }

    /// Takes the next byte. After `mismatch`, no delimiter is under way.
    mutating func step(_ byte: UInt8, of delimiter: Delimiter) -> Step {
        let step = advance(byte, of: delimiter)
        guard step == .mismatch else {
            length += 1
            return step
        }
        let hadBoundary = isComplete(for: delimiter)
        self = .none
        failedBehindBoundary = hadBoundary
        return step
    }

    /// Takes bytes of `chunk` from `start` on, up to the one that decides, or the last one.
    ///
    /// - Returns: the step of the last byte taken, and the index behind it; after `mismatch` the byte's own index.
    mutating func follow(_ chunk: RawSpan, from start: Int, of delimiter: Delimiter) -> (Step, Int) {
        var index = start
        let bytes = delimiter.bytes
        // All but a few bytes of a delimiter are told by comparing.
        while index < chunk.byteCount, matched < bytes.count,
            bytes[matched] == chunk.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
        {
            matched += 1
            index += 1
        }
        #if PLANTED_DEFECT  // What came with the chunk before is forgotten.
            length = 0
        #endif
        length += index - start
        while index < chunk.byteCount {
            let step = step(chunk.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self), of: delimiter)
            if step == .mismatch { return (step, index) }
            index += 1
            if step != .more { return (step, index) }
        }
        return (.more, index)
    }

    private mutating func advance(_ byte: UInt8, of delimiter: Delimiter) -> Step {
        guard isComplete(for: delimiter) else {
            guard byte == delimiter.bytes[matched] else { return .mismatch }
            matched += 1
            return .more
        }
        switch (ending, byte) {
        case (.hyphen, .hyphen): return .close
        case (.carriageReturn, .lineFeed): return .part
        case (.none, .hyphen): ending = .hyphen
        case (.none, .space), (.none, .tab), (.padding, .space), (.padding, .tab):
            ending = .padding
            isPadded = true
        case (.none, .carriageReturn), (.padding, .carriageReturn): ending = .carriageReturn
        default: return .mismatch
        }
        return .more
    }
}
