/// A pattern of paths: `*` stands for any run of characters, slashes too, and `?` for one character.
struct PathGlob: Sendable {
    private let pattern: [Unicode.Scalar]

    init(_ text: String) { pattern = Self.joined(text) }

    /// Several slashes together count as one.
    private static func joined(_ path: String) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = []
        for scalar in path.unicodeScalars where scalar != "/" || text.last != "/" { text.append(scalar) }
        return text
    }

    /// Whether the whole path is of this pattern.
    func matches(_ path: String) -> Bool {
        let text = Self.joined(path)
        // A slash at the end may be there, as in routing.
        return matches(text) || text.last == "/" && matches(text.dropLast())
    }

    private func matches(_ text: some RandomAccessCollection<Unicode.Scalar>) -> Bool {
        let text = Array(text)
        var (position, next) = (0, 0)
        // Where the last `*` stands, and up to where of the path it was tried.
        var star: (pattern: Int, text: Int)?
        while next < text.count {
            if position < pattern.count, pattern[position] == "*" {
                star = (position, next)
                position += 1
            } else if position < pattern.count, pattern[position] == "?" || pattern[position] == text[next] {
                position += 1
                next += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                (position, next) = (last.pattern + 1, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == "*" }
    }
}
