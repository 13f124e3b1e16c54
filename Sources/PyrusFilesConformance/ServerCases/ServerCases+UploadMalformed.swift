extension ServerCases {
    // CRLF is one character of a string.

    /// Bodies that are no form, or break off: UPLOAD-11.
    static let uploadMalformed: [Case] = [
        malformed("empty-body", "A body without a byte", ""),
        malformed("no-delimiter", "A body without a delimiter", String(repeating: "junk", count: 256)),
        malformed(
            "first-delimiter-inside-line",
            "A first delimiter that does not begin a line, so that a part would be lost,",
            "A\(FormBody.file())--X--\r\n", "A-\(FormBody.file())--X--\r\n",
            "A\(FormBody.file())\(FormBody.file("b.txt"))--X--\r\n"),
        malformed(
            "first-delimiter-too-long", "A form whose only part begins behind a line longer than the delimiter",
            "--Xy\(FormBody.file().dropFirst(3))--X--\r\n", "--X bogus\(FormBody.file().dropFirst(3))--X--\r\n"),
        malformed(
            "bare-line-feeds", "A form whose lines end in LF or CR alone",
            "\(FormBody.file())--X--\r\n".replacing("\r\n", with: "\n"),
            "\(FormBody.file())--X--\r\n".replacing("\r\n", with: "\r"),
            "--X\n\(FormBody.file().dropFirst(4))--X--\r\n", "\n\(FormBody.file())--X--\r\n"),
        malformed(
            "close-behind-bare-line-feed", "A file whose close delimiter follows LF alone",
            "\(FormBody.file().dropLast())\n--X--\r\n"),
        malformed(
            "close-without-line-end", "A file whose close delimiter follows its last byte at once",
            "\(FormBody.file().dropLast())--X--\r\n"),
        malformed(
            "no-close-delimiter", "A body that ends before its close delimiter does",
            "\(FormBody.file().dropLast())", FormBody.file(), "\(FormBody.file())--X"),
        malformed(
            "one-hyphen", "A close delimiter with one hyphen", "\(FormBody.file())--X-\r\n", "\(FormBody.file())--X-",
            "\(FormBody.file())--X-X\r\n"),
        malformed(
            "ends-in-headers", "A body that ends inside the part's headers", "--X", "--X\r\n", "--X\r\nContent-Disp",
            "--X\r\n\(FormBody.disposition("filename=\"a.txt\""))\r\n",
            "--X\r\n\(FormBody.disposition("filename=\"a.txt\""))\r\n\r"),
        malformed(
            "ends-behind-headers", "A body that ends behind the part's headers",
            "--X\r\n\(FormBody.disposition("filename=\"a.txt\""))\r\n\r\n"),
        malformed(
            "delimiter-in-headers", "A delimiter in the place of the blank line behind the part's headers",
            "--X\r\nHeader: v\r\n--X--\r\n",
            "--X\r\n\(FormBody.disposition("filename=\"a.txt\""))\r\n\(FormBody.file())--X--\r\n"),
        malformed(
            "no-disposition", "A part without Content-Disposition", "--X\r\n\r\ndata\r\n--X--\r\n",
            "--X\r\nContent-Type: text/plain\r\n\r\ndata\r\n--X--\r\n"),
        Case(
            "server/upload/framing/shorter-than-declared", ["UPLOAD-11"],
            "A body that is a whole form, yet shorter than its Content-Length, is 400 bad_multipart_content or no answer."
        ) {
            let connection = try await $0.connect()
            let form = $0.upload(FormBody())
            let length = "Content-Length: \(form.body.count + 100)"
            await connection.send(form.without("Content-Length").adding(length).head + form.body)
            await connection.finish()
            do {
                try await connection.answer().expectError(.badMultipartContent)
            } catch WireFailure.ended {
                // Who sends no whole request is owed no answer (RFC 9112, 8).
            }
        },
    ]

    private static func malformed(_ id: String, _ what: String, _ bodies: String...) -> Case {
        Case("server/upload/framing/\(id)", ["UPLOAD-11"], "\(what) is 400 bad_multipart_content.") {
            for body in bodies {
                let what = body.count > 90 ? "\(body.prefix(20))…\(body.suffix(20))" : body
                try await $0.refuses(
                    FormBody(written: body), .badMultipartContent,
                    bodies.count == 1 ? nil : "the body \(what.debugDescription)")
            }
        }
    }
}
