import MultipartForm

/// Everything that a parser told of a body: put together, so that it does not depend on how the body was cut.
struct FormReading: Equatable {
    struct Part: Equatable, CustomStringConvertible {
        var head: PartHead
        var content: [UInt8] = []
        var isComplete = false

        var description: String {
            "\(head.name ?? "-")/\(head.fileName ?? "-"): \(String(decoding: content.prefix(200), as: UTF8.self).debugDescription)"
        }
    }

    private(set) var parts: [Part] = []
    private(set) var error: MultipartError?
    /// The longest content that was held back.
    private(set) var longestHold = 0

    static func == (first: FormReading, second: FormReading) -> Bool {
        first.parts == second.parts && first.error == second.error
    }

    /// Reads a body in the chunks given.
    init(_ chunks: [ArraySlice<UInt8>], boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        var parser = MultipartParser(boundary: boundary, limits: limits)
        do {
            for chunk in chunks { try read(chunk, with: &parser) }
            try parser.finish()
        } catch {
            self.error = error
        }
    }

    /// Reads a body block by block, however large it is.
    init(_ recipe: Recipe, boundary: MultipartBoundary) {
        var parser = MultipartParser(boundary: boundary)
        do throws(MultipartError) {
            for piece in recipe.pieces {
                try Recipe(pieces: [piece]).forEachBlock { (block) throws(MultipartError) in
                    try read(block[...], with: &parser)
                }
            }
            try parser.finish()
        } catch {
            self.error = error
        }
    }

    private mutating func read(_ chunk: ArraySlice<UInt8>, with parser: inout MultipartParser) throws(MultipartError) {
        let bytes = Array(chunk)
        var position = 0
        while let event = try parser.next(in: bytes.span.bytes, at: &position) {
            switch event {
            case .partBegan(let head): parts.append(Part(head: head))
            case .data(let range): parts[parts.count - 1].content += bytes[range]
            case .heldData(let held):
                longestHold = max(longestHold, held.count)
                parts[parts.count - 1].content += held
            case .partEnded: parts[parts.count - 1].isComplete = true
            }
        }
    }
}

extension [UInt8] {
    /// The bytes in two chunks.
    func split(at index: Int) -> [ArraySlice<UInt8>] {
        [self[..<index], self[index...]]
    }

    /// The bytes in chunks of random sizes, most of them small.
    func chunks(using generator: inout some RandomNumberGenerator) -> [ArraySlice<UInt8>] {
        var rest = self[...]
        var chunks: [ArraySlice<UInt8>] = []
        while !rest.isEmpty {
            let largest = [1, 3, 20, 200, 5000].randomElement(using: &generator) ?? 1
            chunks.append(rest.prefix(Int.random(in: 1...largest, using: &generator)))
            rest = rest.dropFirst(chunks[chunks.count - 1].count)
        }
        return chunks
    }
}
