import PyrusFiles

/// The uploads that an article's Markdown links to: `services/kb?Id={guid}`, whatever the host before it (ATTACH-10).
enum ArticleLinks {
    private static let path = Array("services/kb?".utf8)
    private static let guidLength = 36

    /// The guids, each once, in the order of their first links. One pass over the text.
    static func guids(in body: String) -> [GUID] {
        let bytes = Array(body.utf8)
        var found: [GUID] = []
        var seen: Set<GUID> = []
        var start = 0
        while let hit = next(path, in: bytes, from: start) {
            start = hit + path.count
            // The parameter's name comes in either case, as it does for attachments.
            let value = start + 3
            guard value + guidLength <= bytes.count, bytes[start] | 0x20 == UInt8(ascii: "i"),
                bytes[start + 1] | 0x20 == UInt8(ascii: "d"), bytes[start + 2] == UInt8(ascii: "="),
                let guid = GUID(String(decoding: bytes[value..<value + guidLength], as: UTF8.self)),
                seen.insert(guid).inserted
            else { continue }
            found.append(guid)
        }
        return found
    }

    private static func next(_ word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= word.count else { return nil }
        return (start..<max(start, bytes.count - word.count + 1)).first { index in
            bytes[index] == word[0] && bytes[index..<index + word.count].elementsEqual(word)
        }
    }
}
