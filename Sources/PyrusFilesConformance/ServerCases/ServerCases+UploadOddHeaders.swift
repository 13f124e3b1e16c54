extension ServerCases {
    /// Headers of a part that are odd and have to be taken: UPLOAD-05, UPLOAD-16.
    static let uploadOddHeaders: [Case] = [
        Case(
            "server/upload/part-headers/folded", ["UPLOAD-05"], "A folded header is unfolded to one space."
        ) {
            let form = FormBody(
                headers: "Content-Disposition: form-data;\r\n\tname=\"foo\";\r\n   filename=\"test.txt\"")
            try await $0.names(form, as: "test.txt", "a fold between parameters")
            let value = FormBody(parameters: "filename=\"a \r\n\t b.txt\"")
            try await $0.names(value, as: "a b.txt", "a fold inside the name")
            let first = FormBody(headers: "Content-Disposition:\r\n form-data; name=\"file\"; filename=\"test.txt\"")
            try await $0.names(first, as: "test.txt", "a fold before the value")
        },
        taken(
            "odd-content-type", "A part's Content-Type is not looked at",
            "Content-Type: text/plain\r\nContent-Type: image/png",
            "Content-Type: ;;;", "Content-Type: text/plain; charset", "Content-Type:"),
        Case(
            "server/upload/part-headers/parameters-without-value", ["UPLOAD-05"],
            "Parameters without a value, and empty ones, are ignored."
        ) {
            let form = FormBody(
                headers: "Content-Disposition: form-data; filename; name=\"file\"; filename=\"test.txt\"; x ; ;")
            try await $0.names(form, as: "test.txt")
        },
        Case(
            "server/upload/part-headers/parameter-inside-quotes", ["UPLOAD-08", "UPLOAD-12"],
            "What looks like a parameter inside a quoted value is none."
        ) {
            let name = #"Content-Disposition: form-data; name="x; filename=\"evil\"""#
            try await $0.refuses(FormBody(headers: name), .noFileInRequest, "a filename inside the name's quotes")
            let form = FormBody(headers: name + #"; filename="test.txt""#)
            try await $0.names(form, as: "test.txt", "a filename behind the name's quotes")
        },
        Case(
            "server/upload/part-headers/not-utf-8", ["UPLOAD-05"],
            "Bytes that are not UTF-8 in other headers, or in the part's name, are no fault."
        ) {
            let lines: [[UInt8]] = [
                Array("X-A: ".utf8) + [0xc3, 0x28, 0xff, 0x80],
                Array("Content-Disposition: form-data; name=\"".utf8) + [0xff]
                    + Array("\"; filename=\"test.txt\"".utf8),
            ]
            let head = lines.flatMap { $0 + Array("\r\n".utf8) }
            let body = Array("--X\r\n".utf8) + head + Array("\r\nfile content\r\n--X--\r\n".utf8)
            try await $0.names(FormBody(written: body), as: "test.txt")
        },
        taken(
            "content-length", "A Content-Length in the part is not looked at, right or wrong", "Content-Length: 12",
            "Content-Length: 1", "Content-Length: 500", "Content-Length: +4", "Content-Length: -4", "Content-Length: ٤",
            "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 1000000000000000000000000000000"),
        Case(
            "server/upload/part-headers/transfer-encoding", ["UPLOAD-16"],
            "No Content-Transfer-Encoding is undone: the file's bytes are those that were sent."
        ) {
            for (encoding, content) in [
                ("base64", "aGVsbG8="), ("quoted-printable", "a=3Db=\r\nc"), ("8bit", "hello"), ("BINARY", "hello"),
                ("x-foo", "hello"),
            ] {
                let form = FormBody(
                    headers: line, "Content-Transfer-Encoding: \(encoding)", content: Array(content.utf8))
                try await $0.keeps(form, encoding)
            }
        },
        Case(
            "server/upload/part-headers/content-encoding", ["UPLOAD-16"],
            "A part that says it is compressed is stored as it was sent."
        ) {
            let gzip: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            try await $0.keeps(FormBody(headers: line, "Content-Encoding: gzip", content: gzip))
        },
        Case(
            "server/upload/part-headers/charset", ["UPLOAD-16"], "A part's charset changes nothing of its bytes."
        ) {
            let contents: [(String, [UInt8])] = [
                ("ISO-8859-1", [0xe9]), ("ISO-2022-JP", [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42]),
                ("x-unknown", [0xff, 0xfe, 0]), ("utf-8", [0xef, 0xbb, 0xbf, 0xc3, 0x28]),
            ]
            for (charset, content) in contents {
                let form = FormBody(headers: line, "Content-Type: text/plain; charset=\(charset)", content: content)
                try await $0.keeps(form, "a file in \(charset)")
            }
        },
    ]

    private static let line = FormBody.disposition("filename=\"test.txt\"")

    private static func taken(_ id: String, _ what: String, _ lines: String...) -> Case {
        Case("server/upload/part-headers/\(id)", ["UPLOAD-05"], "\(what).") {
            for odd in lines { try await $0.takes(FormBody(headers: line, odd), odd.debugDescription) }
        }
    }
}
