extension ServerCases {
    /// Where a part begins and ends, of forms that have to be taken: UPLOAD-16, UPLOAD-19.
    static let uploadFraming: [Case] = [
        Case(
            "server/upload/framing/preamble", ["UPLOAD-19"],
            "Text before the first delimiter is skipped, lines of hyphens and lone CRs, too."
        ) {
            for preamble in ["text\r\n", "a\r\r\n--\r\n-\r\n--\r\r\n", String(repeating: "text\r\n", count: 1_000)] {
                var form = FormBody()
                form.opening = Array(preamble.utf8) + form.opening
                try await $0.keeps(form, "the preamble \(preamble.prefix(16).debugDescription)")
            }
        },
        Case(
            "server/upload/framing/leading-line-ends", ["UPLOAD-19"],
            "One CRLF, or two, before the first delimiter are skipped."
        ) {
            for lines in ["\r\n", "\r\n\r\n"] {
                var form = FormBody()
                form.opening = Array(lines.utf8) + form.opening
                try await $0.keeps(form, "\(lines.debugDescription) before the first delimiter")
            }
        },
        Case(
            "server/upload/framing/longer-line-in-preamble", ["UPLOAD-19"],
            "A line of the preamble that goes on behind the boundary is no delimiter: the part behind it is the file."
        ) {
            for line in ["--Xy", "--X bogus"] {
                let text = "\(line)\r\nno: part\r\n\r\nnone\r\n\(FormBody.file("b.txt", "world"))--X--\r\n"
                let form = FormBody(written: text, content: Array("world".utf8))
                try await $0.names(form, as: "b.txt", "a first line \(line)")
            }
        },
        Case(
            "server/upload/framing/no-last-line-end", ["UPLOAD-19"],
            "The line end behind the close delimiter may be missing, or half of it."
        ) {
            for end in ["", "\r"] {
                var form = FormBody()
                form.closing = Array("\r\n--\(form.boundary)--\(end)".utf8)
                try await $0.keeps(form, "\(end.debugDescription) behind the close delimiter")
            }
        },
        Case(
            "server/upload/framing/epilogue", ["UPLOAD-19"], "What follows the close delimiter is skipped."
        ) {
            for text in ["junk", "\r\n" + String(repeating: "junk", count: 256)] {
                var form = FormBody()
                form.closing = Array("\r\n--\(form.boundary)--\(text)".utf8)
                try await $0.keeps(form, "the epilogue \(text.prefix(10).debugDescription)")
            }
        },
        Case(
            "server/upload/framing/second-form-in-epilogue", ["UPLOAD-19"],
            "A second form behind the close delimiter is skipped: the first one's file is the only one."
        ) {
            let second = FormBody.file("second.txt", "second", boundary: FormBody.boundary)
            var form = FormBody(name: "first.txt")
            form.closing += Array("\(second)--\(form.boundary)--\r\n".utf8)
            try await $0.names(form, as: "first.txt")
        },
        Case(
            "server/upload/framing/padded-delimiter", ["UPLOAD-11"],
            "Spaces and tabs between a boundary and its line end are allowed."
        ) {
            var form = FormBody()
            form.opening = Array("--\(form.boundary) \t\r\n".utf8)
            try await $0.keeps(form)
        },
        kept(
            "boundary-inside-line", "A boundary inside a line is the file's", "abc--X\r\nabc--X--\r\n", "a--X--",
            "\n--X--\n"),
        kept(
            "beginnings-of-delimiters", "What only begins like a delimiter is the file's", "\r\n--a", "\r\n--",
            "\r\n--Y\r\na",
            "\r\n--\r\n--\r\n--\r\r\n--Y\r\n\r\n--\r\n-\r\na"),
        kept(
            "longer-lines", "A line that goes on behind the boundary is the file's", "\r\n--X-a", "\r\n--X\ra",
            "\r\n--X\r\r\na", "\r\n--XQ", "\r\n--X\nno: part\n\na", "\r\n--X \t a", "\r\n--X \ra", "\r\n--X\r",
            "\r\n--X-",
            "--Xy"),
        kept(
            "line-ends-at-the-end", "Of the file's last bytes only the delimiter's own CRLF is taken away", "hello\r",
            "\r", "hello\n", "\n", "hello\r\n", "\r\n", "hello\r\n\r\n", "\r\n\r\n", "hello-", "-", "hello--", "--"),
        kept(
            "line-ends-in-mass", "A file of line ends in every order is kept as it is",
            String(repeating: "\r\n\n\r\r\r\n\r\0", count: 16_000)),
        kept(
            "delimiters-in-mass", "A file that is dense with beginnings of delimiters is kept as it is",
            String(repeating: "\r\n--", count: 40_000), String(repeating: "\r", count: 100_000),
            String(repeating: "-", count: 100_000), String(repeating: "\r\n--X.", count: 20_000)),
        Case(
            "server/upload/framing/nested-form", ["UPLOAD-16"],
            "A nested form in a part with a filename is that file's content, and opaque."
        ) {
            let nested = "--Y\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\n\r\na\r\n--Y--"
            let form = FormBody(
                headers: FormBody.disposition("filename=\"set\""), "Content-Type: multipart/mixed; boundary=Y",
                content: Array(nested.utf8))
            try await $0.keeps(form)
        },
    ]

    private static func kept(_ id: String, _ what: String, _ contents: String...) -> Case {
        Case("server/upload/framing/\(id)", ["UPLOAD-16"], "\(what), byte for byte.") {
            for content in contents {
                let form = FormBody(content: Array(content.utf8), boundary: "X")
                try await $0.keeps(form, "the file \(content.prefix(24).debugDescription)")
            }
        }
    }
}
