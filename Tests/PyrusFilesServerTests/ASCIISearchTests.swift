import Testing

@testable import PyrusFilesServer

@Suite("Texts found whatever the case of their letters")
struct ASCIISearchTests {
    @Test(
        "a text is found where it stands first, and nowhere else",
        arguments: [
            ("", "", 0), ("abc", "", 0), ("", "a", nil), ("abc", "abcd", nil), ("abc", "ABC", 0), ("abc", "C", 2),
            ("aab", "ab", 1), ("x-API-key", "key", 6), ("bearer", "Bearer ", nil), ("é~token", "TOKEN", 3),
            ("[", "{", nil), ("@", "`", nil), ("É", "é", nil), ("a\u{0}b", "\u{0}B", 1),
        ])
    func find(text: String, other: String, place: Int?) {
        for text in [text[...], "<\(text)>".dropFirst().dropLast()] {
            let found = text.firstIndex(inAnyCase: other)
            #expect(found.map { text.utf8.distance(from: text.startIndex, to: $0) } == place)
            #expect(text.holds(inAnyCase: other) == (place != nil))
            #expect(text.isSame(inAnyCase: other) == (place == 0 && text.utf8.count == other.utf8.count))
        }
    }
}
