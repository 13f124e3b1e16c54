extension ServerCases {
    /// One file a request, and fields beside it: UPLOAD-07, UPLOAD-08.
    static let oneFile: [Case] = [
        none("no-parts", "A form without a part", "--X--\r\n"),
        none(
            "behind-close-delimiter", "A form whose parts stand behind the close delimiter", "--X--\r\n\(file)--X--\r\n"
        ),
        none("field-only", "A form with nothing but a field", "\(FormBody.field("a", "1", boundary: "X"))--X--\r\n"),
        none(
            "no-filename", "A part called file that has no filename is a field, and a form with nothing else",
            "\(FormBody.field("file", "hello", boundary: "X"))--X--\r\n"),
        none(
            "empty-filename", "A part with filename=\"\", as browsers send where no file was chosen,",
            "\(file.replacing("\"test.txt\"", with: "\"\""))--X--\r\n",
            "\(file.replacing("\"test.txt\"", with: ""))--X--\r\n"),
        none(
            "nested-form", "A nested form in a part without a filename",
            """
            --X\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: multipart/mixed; boundary=Y\r\n\r\n\
            --Y\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\n\r\na\r\n--Y--\r\n--X--\r\n
            """),
        Case(
            "server/upload/one-file/two-files", ["UPLOAD-07"],
            "Two files in a request are 400 bad_multipart_content, whatever their parts are called."
        ) {
            for second in [FormBody.file("b.txt"), FormBody.file("b.txt").replacing("=\"file\"", with: "=\"other\"")] {
                try await $0.refuses(FormBody(written: "\(file)\(second)--X--\r\n"))
            }
        },
        Case(
            "server/upload/one-file/second-file-empty", ["UPLOAD-07", "ERROR-05"],
            "A second file without a byte is a second file: 400 bad_multipart_content."
        ) { try await $0.refuses(FormBody(written: "\(file)\(FormBody.file("b.txt", ""))--X--\r\n")) },
        Case(
            "server/upload/one-file/neither-is-kept", ["UPLOAD-07", "UPLOAD-17"], needs: .control,
            "Of two files in a request neither is kept."
        ) {
            let files = FormBody.file("first-of-two.kit") + FormBody.file("second-of-two.kit")
            try await $0.refuses(FormBody(written: "\(files)--X--\r\n"))
            for name in ["first-of-two.kit", "second-of-two.kit"] { try await $0.keepsNothing(named: name) }
        },
        Case(
            "server/upload/one-file/beside-empty-filename", ["UPLOAD-07"],
            "A part with filename=\"\" beside a file, before or behind it, is no second file."
        ) {
            let none = FormBody.file("", "")
            try await $0.names(FormBody(written: "\(none)\(file)--X--\r\n"), as: "test.txt", "one before the file")
            try await $0.names(FormBody(written: "\(file)\(none)--X--\r\n"), as: "test.txt", "one behind the file")
        },
        Case(
            "server/upload/one-file/fields-before", ["UPLOAD-08"], "Fields before the file are passed over."
        ) {
            let fields = FormBody.field("unknown", "1", boundary: "X") + FormBody.field("unknown", "2", boundary: "X")
            try await $0.keeps(FormBody(written: "\(fields)\(file)--X--\r\n"))
        },
        Case(
            "server/upload/one-file/fields-behind", ["UPLOAD-08"], "Fields behind the file are passed over."
        ) {
            let fields =
                FormBody.field("purpose", "test", boundary: "X") + FormBody.field("expires", "3600", boundary: "X")
            try await $0.keeps(FormBody(written: "\(file)\(fields)--X--\r\n"))
        },
        Case(
            "server/upload/one-file/odd-fields", ["UPLOAD-08"],
            "What a field holds does not matter: no byte at all, no UTF-8, a byte order mark, line ends."
        ) {
            for value in [[], [0xc3, 0x28], [0xef, 0xbb, 0xbf, 0x31, 0x0d, 0x0a, 0x32], [0]] as [[UInt8]] {
                let field = Array("--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + value
                let form = FormBody(written: field + Array("\r\n\(file)--X--\r\n".utf8))
                try await $0.takes(form, "a field of the bytes \(value)")
            }
        },
        Case(
            "server/upload/one-file/charset-field", ["UPLOAD-08", "UPLOAD-12"],
            "A field _charset_ changes nothing of the file's name."
        ) {
            let field = FormBody.field("_charset_", "iso-8859-1", boundary: "X")
            try await $0.names(FormBody(written: "\(field)\(FormBody.file("é.txt"))--X--\r\n"), as: "é.txt")
        },
    ]

    private static let file = FormBody.file()

    private static func none(_ id: String, _ what: String, _ bodies: String...) -> Case {
        Case("server/upload/one-file/\(id)", ["UPLOAD-07"], "\(what) is 400 no_file_in_request.") {
            for body in bodies { try await $0.refuses(FormBody(written: body), .noFileInRequest) }
        }
    }
}
