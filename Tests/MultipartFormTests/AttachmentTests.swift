import MultipartForm
import Testing

@Suite("Content-Disposition of a download (DOWNLOAD-02)")
struct AttachmentTests {
    @Test(
        "a name is written as each profile has it",
        arguments: [
            ("test.txt", "test.txt", "test.txt"),
            ("100%.txt", "100%.txt", "100%.txt"),
            ("it's*a.txt", "it's*a.txt", "it's*a.txt"),
            ("my file.txt", "\"my file.txt\"", "\"my+file.txt\"; filename*=UTF-8''my%20file.txt"),
            ("a;b=(c).txt", "\"a;b=(c).txt\"", "\"a%3Bb%3D(c).txt\"; filename*=UTF-8''a%3Bb%3D%28c%29.txt"),
            ("", "\"\"", "\"\"; filename*=UTF-8''"),
            (
                "о т.txt", "\"%D0%BE%20%D1%82.txt\"; filename*=UTF-8''%D0%BE%20%D1%82.txt",
                "\"%D0%BE+%D1%82.txt\"; filename*=UTF-8''%D0%BE%20%D1%82.txt"
            ),
            (
                "5% (é)*!~^.txt", "\"5%25%20%28%C3%A9%29%2A!~^.txt\"; filename*=UTF-8''5%25%20%28%C3%A9%29%2A!~^.txt",
                "\"5%25+(%C3%A9)*!%7E%5E.txt\"; filename*=UTF-8''5%25%20%28%C3%A9%29%2A!~^.txt"
            ),
            (
                "a\"b\\c", "\"a%22b%5Cc\"; filename*=UTF-8''a%22b%5Cc", "\"a%22b%5Cc\"; filename*=UTF-8''a%22b%5Cc"
            ),
            ("50% off", "\"50%25%20off\"; filename*=UTF-8''50%25%20off", "\"50%25+off\"; filename*=UTF-8''50%25%20off"),
            ("\u{7F}", "\"%7F\"; filename*=UTF-8''%7F", "\"%7F\"; filename*=UTF-8''%7F"),
        ])
    func names(name: String, percent: String, form: String) {
        #expect(ContentDisposition.attachment(fileName: name, encoding: .percent) == "attachment; filename=\(percent)")
        #expect(ContentDisposition.attachment(fileName: name, encoding: .form) == "attachment; filename=\(form)")
    }

    private static let encodings: [ContentDisposition.NameEncoding] = [.percent, .form]

    @Test("no name can add a header or a parameter, and each reads back", arguments: encodings, hostile)
    func hostileNames(encoding: ContentDisposition.NameEncoding, name: String) throws {
        let header = ContentDisposition.attachment(fileName: name, encoding: encoding)
        #expect(header.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        let disposition = try ContentDisposition(parsing: Array(header.utf8))
        #expect(disposition.type == "attachment")
        let names = disposition.parameters.map(\.name)
        guard names == ["filename", "filename*"] else {
            #expect(names == ["filename"])
            #expect(disposition["filename"]?.value == Array(name.utf8))
            return
        }
        let lastSegment = name.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2F || $0 == 0x5C }.last
        #expect(disposition.fileName.map { Array($0.utf8) } == lastSegment.map(Array.init))
    }

    private static let hostile = [
        "a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "\r\n\r\n<html>", "a\"; filename=\"b", "a; filename=b", "a\"", "\\",
        "a\\\"b", "a\\", "../../etc/passwd", "C:\\dir\\a", "%0D%0A", "%22", "=?utf-8?B?0L4=?=", "\u{202E}txt.exe",
        " a ",
        "\u{2028}", "é\u{301}", "😀", "UTF-8''a", "filename*=UTF-8''b", "a\tb", ".", "..", "-", "\u{FFFD}", "+", "a+b c",
    ]
}
