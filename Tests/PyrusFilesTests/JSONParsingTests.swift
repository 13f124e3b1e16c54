import PyrusFiles
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
    @Test(
        "reads every kind of value",
        arguments: [
            ("null", nil), ("true", true), (" false\r\n\t", false), (#""""#, ""), ("[]", []), ("[ ]", []),
            ("{}", [:]), ("{ }", [:]), ("[1,[2,{}],null]", [1, [2, [:]], nil]),
            (#" { "a" : [ 1 , 2 ] , "б" : "в" } "#, ["a": [1, 2], "б": "в"]),
        ] as [(String, JSON)])
    func values(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
    }

    @Test(
        "keeps a number's literal as it came",
        arguments: [
            "0", "-0", "1", "-17", "1.0", "1.50", "0.1e-7", "1E400", "2e+3", "9223372036854775808",
            String(repeating: "9", count: 100_000),
        ])
    func literals(literal: String) throws {
        let value = try JSON(parsing: literal.utf8)
        #expect(value == .number(literal))
        #expect(value.compact == literal)
    }

    @Test(
        "gives whole numbers that fit, and no others",
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", nil), ("1e3", nil), ("\"1\"", nil),
        ] as [(String, Int64?)])
    func integers(literal: String, value: Int64?) throws {
        #expect(try JSON(parsing: literal.utf8).int64Value == value)
    }

    @Test(
        "undoes escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0416\u00e9\u0000""#, "Жé\u{0}"),
            (#""\ud83d\ude00""#, "😀"), (#""\uDBFF\uDFFF\uD800\uDC00""#, "\u{10FFFF}\u{10000}"),
            (#""\u2028""#, "\u{2028}"), (#""😀\u0041""#, "😀A"),
        ])
    func escapes(text: String, string: String) throws {
        let value = try #require(try JSON(parsing: text.utf8).stringValue)
        #expect(Array(value.unicodeScalars) == Array(string.unicodeScalars))
    }

    @Test("keeps the order of members and all of a repeated key, of which it finds the last")
    func members() throws {
        let text = #"{"b":1,"a":2,"b":3}"#
        let value = try JSON(parsing: text.utf8)
        #expect(value.objectValue?.map(\.key) == ["b", "a", "b"])
        #expect(value["b"] == 3)
        #expect(value["c"] == nil)
        #expect(value.compact == text)
    }

    @Test("takes keys by their bytes, not by their look")
    func keysByBytes() throws {
        #expect(try JSON(parsing: "{\"\u{212A}\":1}".utf8)["K"] == nil)
        #expect(JSON.array(["K"])["K"] == nil)
    }

    @Test("gives a value as its own kind alone")
    func kinds() {
        let values: [JSON] = [nil, true, 1, "1", [1], ["1": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false])
        #expect(values.map(\.boolValue) == [nil, true, nil, nil, nil, nil])
        #expect(values.map(\.int64Value) == [nil, nil, 1, nil, nil, nil])
        #expect(values.map(\.stringValue) == [nil, nil, nil, "1", nil, nil])
        #expect(values.map { $0.arrayValue?.count } == [nil, nil, nil, nil, 1, nil])
        #expect(values.map { $0.objectValue?.count } == [nil, nil, nil, nil, nil, 1])
    }

    @Test("reads any collection of bytes")
    func collections() throws {
        let bytes = Array("xx[1]".utf8)
        #expect(try JSON(parsing: bytes[2...]) == [1])
        #expect(try bytes[2...].withUnsafeBytes { try JSON(parsing: $0) } == [1])
    }
}
