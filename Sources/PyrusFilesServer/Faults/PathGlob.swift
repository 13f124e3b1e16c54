import PyrusFiles

/// A pattern of paths: a ``Glob``, whose `*` stands for slashes too.
struct PathGlob: Sendable {
    private let glob: Glob

    init(_ text: String) { glob = Glob(Self.joined(text)) }

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
        return glob.matches(text) || text.last == "/" && glob.matches(text.dropLast())
    }
}
