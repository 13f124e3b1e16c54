extension ServerCases {
    /// The name that a file is stored under, as `filename` gives it: UPLOAD-12.
    static let fileNames: [Case] = [
        named(
            "any-script", "A name in UTF-8 is stored as it is, in any script", "отчёт за март.txt", "报告.pdf",
            "レポート.txt",
            "שלום.txt", "😀🏳️‍🌈.txt", "e\u{301}a\u{308}.txt", "é.txt"),
        named(
            "spaces-and-dots", "Spaces, dots and names of devices are stored as they are", "my file (1).txt",
            ".htaccess",
            "a.txt ", " a.txt", "a.txt.", "..", "CON", "a:b.txt", "C:a.txt", "a; b=c.txt", "a,b.txt", "'a'.txt"),
        named(
            "control-characters", "Control characters and changes of direction are stored as they are", "a\0.txt",
            "a\u{7f}.txt", "a\t.txt", "\u{1b}[2J.txt", "a\u{202e}txt.exe"),
        named(
            "no-other-percents", "Nothing but %22, %0D and %0A is percent-decoded", "100%.txt", "%zz", "%", "a%2",
            "a%00.txt",
            "%D0%BE%20.txt", "a%2F.txt", "a%0d.txt", "&#9731;.txt", "a+b.txt"),
        stored(
            "percent-encoded-quotes", "%22, %0D and %0A, as browsers write them, are undone once",
            [
                "a%22b.txt": "a\"b.txt", "a%0D%0AX-Evil: 1.txt": "a\r\nX-Evil: 1.txt",
                "%22a%20b%2522.txt": "\"a%20b%2522.txt",
            ]),
        stored(
            "escaped-quotes", #"\" in a name is a quote, and what follows is the name's"#,
            [#"a\"b.txt"#: "a\"b.txt", #"a\"; b.txt"#: "a\"; b.txt"]),
        stored(
            "backslashes-before-percents", #"\\ and \" are undone before %22 is"#,
            [#"a\%22b.txt"#: "\"b.txt", #"a\\%22b.txt"#: "\"b.txt"]),
        stored(
            "last-segment", #"The name is what follows the last / or \"#,
            [
                "../../etc/passwd": "passwd", #"C:\\dir\\a.txt"#: "a.txt", #"\\\\host\\share"#: "share",
                #"\\host\share\a.txt"#: "a.txt", "/abs": "abs", "a/b": "b", #"a\b/c\d"#: "d", #"a\\b"#: "b",
                #"C:\Path\To\File\name.jpg"#: "name.jpg",
            ]),
        Case(
            "server/upload/file-names/no-segment-left", ["UPLOAD-12"],
            "A name that ends in / or \\ leaves none: 400 no_file_in_request, as for filename=\"\"."
        ) {
            for name in ["/", "dir/", #"\\"#, #"a\\\"#, #"C:\dir\"#] {
                try await $0.refuses(FormBody(name: name), .noFileInRequest, "filename=\"\(name)\"")
            }
            let form = FormBody(headers: #"Content-Disposition: form-data; filename="C:\dir\"; name=file"#)
            try await $0.refuses(form, .noFileInRequest, #"filename="C:\dir\" before another parameter"#)
        },
        Case(
            "server/upload/file-names/unquoted", ["UPLOAD-12"],
            "A name without quotes goes up to the semicolon, spaces and all."
        ) {
            try await $0.names(FormBody(parameters: "filename=a.txt"), as: "a.txt", "filename=a.txt")
            let form = FormBody(parameters: "filename=my file (1).txt ; x=y")
            try await $0.names(form, as: "my file (1).txt", "filename=my file (1).txt ; x=y")
        },
        Case(
            "server/upload/file-names/not-utf-8", ["UPLOAD-12"],
            "Bytes of a name that are not UTF-8 become U+FFFD."
        ) {
            for (bytes, name) in [([0xe9], "caf\u{fffd}.txt"), ([0xc3, 0x28], "caf\u{fffd}(.txt")]
                as [([UInt8], String)]
            {
                let head = Array("--X\r\n\(FormBody.disposition("filename=\"caf"))".utf8) + bytes + Array(".txt\"".utf8)
                let form = FormBody(written: head + Array("\r\n\r\nfile content\r\n--X--\r\n".utf8))
                try await $0.names(form, as: name, "the bytes \(bytes)")
            }
        },
    ]

    private static func named(_ id: String, _ what: String, _ names: String...) -> Case {
        Case("server/upload/file-names/\(id)", ["UPLOAD-12"], "\(what).") {
            for name in names {
                try await $0.names(FormBody(name: name), as: name, "filename=\(name.debugDescription)")
            }
        }
    }

    static func stored(_ id: String, _ what: String, _ names: KeyValuePairs<String, String>) -> Case {
        Case("server/upload/file-names/\(id)", ["UPLOAD-12"], "\(what).") {
            for (sent, name) in names { try await $0.names(FormBody(name: sent), as: name, "filename=\"\(sent)\"") }
        }
    }
}
