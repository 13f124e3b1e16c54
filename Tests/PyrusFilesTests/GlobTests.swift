import Testing

@testable import PyrusFiles

@Suite("Globs")
struct GlobTests {
    @Test(
        "match whole texts",
        arguments: [
            ("", ""), ("*", ""), ("*", "a/b"), ("**", ""), ("?", "a"), ("?", "é"), ("a", "a"), ("a*", "a"),
            ("*a", "aaa"), ("a?c", "abc"), ("*/no-token", "server/auth/no-token"), ("server/*/a", "server/b/c/a"),
            ("*ab*cd", "xabxabcxcd"), ("*?", "ab"), ("a*b*c", "abbc"),
        ])
    func matching(pattern: String, text: String) {
        #expect(Glob(pattern).matches(text))
    }

    @Test(
        "match nothing else",
        arguments: [
            ("", "a"), ("?", ""), ("?", "ab"), ("a", ""), ("a", "ab"), ("a", "A"), ("a", "ba"), ("a*", "ba"),
            ("*a", "ab"), ("*?", ""), ("server/?", "server/"), ("*ab*cd", "xabxabc"), ("a*b*c", "acb"),
        ])
    func refusing(pattern: String, text: String) {
        #expect(!Glob(pattern).matches(text))
    }
}
