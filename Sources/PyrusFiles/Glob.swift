/// A pattern of whole texts: `*` stands for any run of characters, also for none, and `?` for any one.
package struct Glob: Sendable {
    private let pattern: [Unicode.Scalar]

    package init(_ pattern: String) { self.init(pattern.unicodeScalars) }

    package init(_ pattern: some Sequence<Unicode.Scalar>) { self.pattern = Array(pattern) }

    package func matches(_ text: String) -> Bool { matches(text.unicodeScalars) }

    package func matches(_ text: some Sequence<Unicode.Scalar>) -> Bool {
        let text = Array(text)
        var (position, next) = (0, 0)
        // Where the last `*` stands, and up to where of the text it was tried.
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
