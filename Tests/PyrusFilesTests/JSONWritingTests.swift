import PyrusFiles
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    @Test("writes without a space, in the order of the source")
    func compact() {
        let value: JSON = ["z": [1, -2, "x", nil, true, false], "a": [:], "m": [], "n": .number("1.50")]
        #expect(value.compact == #"{"z":[1,-2,"x",null,true,false],"a":{},"m":[],"n":1.50}"#)
    }

    @Test("escapes quotes, backslashes and control characters, and nothing else")
    func escapes() {
        for code in 0..<0x180 as Range<UInt32> {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let expected =
                switch scalar {
                case "\"": #"\""#
                case "\\": #"\\"#
                case "\u{8}": #"\b"#
                case "\t": #"\t"#
                case "\n": #"\n"#
                case "\u{C}": #"\f"#
                case "\r": #"\r"#
                case "\u{0}"..."\u{F}": #"\u000"# + String(code, radix: 16)
                case "\u{10}"..<" ": #"\u00"# + String(code, radix: 16)
                default: String(Character(scalar))
                }
            #expect(JSON.string(String(Character(scalar))).compact == "\"\(expected)\"", "U+\(code)")
        }
        #expect(JSON.string("a/b 😀 \u{2028}\u{7F}").compact == "\"a/b 😀 \u{2028}\u{7F}\"")
        #expect(JSON.object([.init("\"\n", 1)]).compact == #"{"\"\n":1}"#)
    }

    @Test("appends to what is there")
    func append() {
        var bytes = Array("x".utf8)
        JSON.array([1]).write(into: &bytes)
        #expect(bytes == Array("x[1]".utf8))
    }

    @Test("writes whole numbers of every width")
    func integers() {
        #expect(JSON.integer(UInt64.max).compact == "18446744073709551615")
        #expect(JSON.integer(Int64.min).compact == "-9223372036854775808")
        #expect(JSON.integer(Int8(-1)).int64Value == -1)
    }

    @Test("keeps decomposed characters decomposed")
    func normalization() throws {
        let text = "\"e\u{301}\""
        #expect(Array(try JSON(parsing: text.utf8).compact.utf8) == Array(text.utf8))
    }
}
