import PyrusFiles
import TestSupport
import Testing

@Suite("Hostile JSON")
struct JSONHostileTests {
    @Test(
        "refuses what is not JSON, and says where",
        arguments: [
            ("", 0), (" ", 1), ("nul", 0), ("nulL", 0), ("True", 0), ("NaN", 0), ("-Infinity", 1), ("'a'", 0),
            ("01", 1), ("-01", 2), ("00", 1), ("+1", 0), (".5", 0), ("1.", 2), ("1.e1", 2), ("1e", 2), ("1e+", 3),
            ("-", 1),
            ("1 2", 2), ("{} x", 3), ("[1]]", 3), ("\u{FEFF}{}", 0), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("[", 1),
            ("{,}", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{1:1}", 1), ("{\"a\":1", 6),
            ("\"a", 2), ("\"a\n\"", 2), ("\"\t\"", 1), ("\"\u{0}\"", 1), (#""\x""#, 1), (#""\u12""#, 5),
            (#""\u00g0""#, 5),
            (#""\"#, 2), (#""\u"#, 3), ("/* */ 1", 0), ("1 // x", 2), ("[1]\u{0}", 3), ("\u{B}1", 0), ("\u{A0}1", 0),
        ])
    func malformed(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
        #expect(error?.offset == offset)
        #expect(error?.sentence.isEmpty == false)
    }

    @Test(
        "refuses half of a surrogate pair",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800A""#, #""\ud800\n""#, #""\ud83d\u0041""#,
            #""\ude00\ud83d""#,
        ])
    func loneSurrogates(text: String) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
        #expect(error == JSONError(offset: 1, sentence: "an escape is half of a surrogate pair"))
    }

    @Test(
        "refuses a string that is not UTF-8",
        arguments: [
            [0x80], [0xC3], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE],
            [0xF0, 0x80, 0x80, 0x80], [0xC3, 0x28],
        ] as [[UInt8]])
    func badUTF8(bytes: [UInt8]) {
        let text = Array("[\"ok\",\"".utf8) + bytes + Array("\"]".utf8)
        #expect(throws: JSONError(offset: 6, sentence: "a string is not valid UTF-8")) { try JSON(parsing: text) }
        #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
    }

    @Test("reads 64 levels of nesting, and refuses one more where it begins")
    func depth() throws {
        let nested = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(try JSON(parsing: nested(64).utf8).compact == nested(64))
        let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(65).utf8) }
        #expect(error?.offset == 64)
        let objects = { String(repeating: #"{"a":"#, count: $0) + "1" + String(repeating: "}", count: $0) }
        #expect(try JSON(parsing: objects(64).utf8).compact == objects(64))
        #expect(throws: JSONError.self) { try JSON(parsing: objects(65).utf8) }
        #expect(throws: JSONError.self) { try JSON(parsing: "[]".utf8, maxDepth: 0) }
        #expect(throws: JSONError.self) { try JSON(parsing: "{}".utf8, maxDepth: -1) }
        #expect(try JSON(parsing: "1".utf8, maxDepth: 0) == 1)
    }

    @Test(
        "stops a million levels at its own bound, whatever the caller allows", arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func greatestDepth(opening: String) {
        let text = String(repeating: opening, count: 1_000_000)
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8, maxDepth: .max) }
        #expect(error?.sentence == "arrays and objects are nested too deep")
    }

    @Test("reads 128 levels where the caller allows as many, and never 129")
    func allowedDepth() throws {
        let nested = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(JSON.greatestDepth == 128)
        #expect(try JSON(parsing: nested(128).utf8, maxDepth: .max).compact == nested(128))
        let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(129).utf8, maxDepth: .max) }
        #expect(error?.offset == 128)
    }

    private static let document = #" {"a":[1,-2.5e+3,true,false,null,"\u0416\ud83d\ude00\n é😀"],"b":{"c":{}},"d":[]}"#

    @Test("refuses every truncated beginning of a document")
    func truncated() throws {
        let bytes = Array(Self.document.utf8)
        #expect(throws: Never.self) { try JSON(parsing: bytes) }
        for length in 0..<bytes.count {
            let error = #expect(throws: JSONError.self, "the first \(length) bytes") {
                try JSON(parsing: bytes.prefix(length))
            }
            #expect((error?.offset ?? .max) <= length)
        }
    }

    @Test("never traps on a damaged document, and writes what it reads so that it reads the same")
    func damaged() throws {
        var generator = SeededGenerator()
        let seed = generator.seed
        let bytes = Array(Self.document.utf8)
        let marks = Array("[]{}\",:\\u0eE+-.dDnt \n".utf8)
        for _ in 0..<20_000 {
            var text = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<text.count, using: &generator)
                let byte = Bool.random(using: &generator) ? marks.randomElement(using: &generator) : nil
                text[index] = byte ?? UInt8.random(in: 0...255, using: &generator)
            }
            guard let value = try? JSON(parsing: text) else { continue }
            #expect(try JSON(parsing: value.compact.utf8) == value, "seed \(seed)")
        }
    }
}
