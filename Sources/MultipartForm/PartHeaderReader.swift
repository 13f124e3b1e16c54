/// Reads a part's headers byte by byte, up to and with the blank line (M045 to M063).
///
/// Lines end in CRLF and nothing else. A folded header is unfolded to one space.
struct PartHeaderReader {
    /// A header line, with those that continue it.
    private struct Line {
        let name: String
        var value: [UInt8]
        /// Where it starts, in the body.
        let offset: Int
    }

    private let limits: MultipartLimits
    /// The boundary with its two hyphens.
    private let dashBoundary: ArraySlice<UInt8>
    private var lines: [Line] = []
    private var line: [UInt8] = []
    private var lineOffset = 0
    private var size = 0
    private var endsInCarriageReturn = false
    /// What was odd so far (`foldedHeader`, `lineEndInQuotes`).
    private(set) var oddities: MultipartOddities = []

    init(dashBoundary: ArraySlice<UInt8>, limits: MultipartLimits) {
        self.dashBoundary = dashBoundary
        self.limits = limits
    }

    /// Takes the next byte, which stands at `offset` of the body; returns the head once the blank line has ended.
    mutating func read(_ byte: UInt8, at offset: Int) throws(MultipartError) -> PartHead? {
        size += 1
        guard size <= limits.partHeaderBytes else { throw MultipartError(.partHeadersTooLarge, at: offset) }
        do { return try take(byte, at: offset) } catch {
            // A line that can't be read may be the rest of a file name that the line before began.
            let isOpen = line.endsInQuotes || lines.contains { $0.value.endsInQuotes }
            if isOpen, error.code != .malformedParameter { oddities.insert(.lineEndInQuotes) }
            throw error
        }
    }

    private mutating func take(_ byte: UInt8, at offset: Int) throws(MultipartError) -> PartHead? {
        if endsInCarriageReturn {
            guard byte == .lineFeed else { throw MultipartError(.bareCarriageReturn, at: offset - 1) }
            endsInCarriageReturn = false
            guard !line.isEmpty else { return try head(endingAt: offset) }
            do { try endLine() } catch { throw error.located(at: lineOffset) }
            line.removeAll(keepingCapacity: true)
            return nil
        }
        switch byte {
        case .carriageReturn: endsInCarriageReturn = true
        case .lineFeed: throw MultipartError(.bareLineFeed, at: offset)
        default:
            if line.isEmpty { lineOffset = offset }
            line.append(byte)
        }
        return nil
    }

    private mutating func endLine() throws(MultipartError) {
        if line.first?.isBlank == true { return try unfold() }
        guard !isDelimiter else { throw MultipartError(.delimiterInHeaders) }
        guard let colon = line.firstIndex(of: .colon) else { throw MultipartError(.missingColon) }
        let name = line[..<colon]
        guard !name.isEmpty, name.allSatisfy(\.isTokenCharacter) else { throw MultipartError(.illegalHeaderName) }
        guard lines.count < limits.headersPerPart else { throw MultipartError(.tooManyHeaders) }
        let value = Array(line[(colon + 1)...].trimmingBlanks)
        lines.append(Line(name: String(decoding: name, as: UTF8.self), value: value, offset: lineOffset))
    }

    private mutating func unfold() throws(MultipartError) {
        guard !lines.isEmpty else { throw MultipartError(.leadingContinuation) }
        let continuation = line.trimmingBlanks
        guard !continuation.isEmpty else { return }
        let last = lines.count - 1
        oddities.insert(.foldedHeader)
        if lines[last].value.endsInQuotes { oddities.insert(.lineEndInQuotes) }
        if !lines[last].value.isEmpty { lines[last].value.append(.space) }
        lines[last].value += continuation
    }

    private var isDelimiter: Bool {
        guard line.starts(with: dashBoundary) else { return false }
        let rest = line.dropFirst(dashBoundary.count)
        return rest.starts(with: [.hyphen, .hyphen]) || rest.allSatisfy(\.isBlank)
    }

    private func head(endingAt end: Int) throws(MultipartError) -> PartHead {
        let dispositions = lines.filter { $0.name.utf8.spells("content-disposition") }
        guard let first = dispositions.first else { throw MultipartError(.missingDisposition, at: end) }
        guard dispositions.count == 1 else { throw MultipartError(.repeatedDisposition, at: dispositions[1].offset) }
        let disposition: ContentDisposition
        do {
            disposition = try ContentDisposition(parsing: first.value, limit: limits.parametersPerHeader)
        } catch {
            throw error.located(at: first.offset)
        }
        guard disposition.type == "form-data", !disposition.parameters.isEmpty else {
            throw MultipartError(.illegalDisposition, at: first.offset)
        }
        return PartHead(headers: lines.map { .init(name: $0.name, value: $0.value) }, disposition: disposition)
    }
}

extension [UInt8] {
    /// Whether a quoted value is open at the end; a backslash keeps a quote from closing it.
    fileprivate var endsInQuotes: Bool {
        var isOpen = false
        var isEscaped = false
        for byte in self {
            if byte == .quote, !isEscaped { isOpen.toggle() }
            isEscaped = isOpen && byte == .backslash && !isEscaped
        }
        return isOpen
    }
}
