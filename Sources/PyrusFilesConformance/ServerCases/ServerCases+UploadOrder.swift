import PyrusFiles

extension ServerCases {
    /// Which of several faults of an upload is answered: ERROR-05.
    static let uploadOrder: [Case] = [
        Case(
            "server/upload/order/token-first", ["ERROR-05"],
            "Without a good token an upload is 401, whatever else is wrong with its type, its length and its body."
        ) {
            let form = FormBody(written: "no form")
            let request = $0.unauthorized("POST", "files/upload").adding("Authorization: Bearer nobodys")
            try await $0.refuses(
                request.adding("Content-Type: text/plain").with(body: form.bytes), .invalidToken, "another content type"
            )
            let connection = try await $0.connect()
            await connection.send(
                request.adding("Content-Type: \(form.contentType)", "Content-Length: 1000000000000").head)
            let answer = try await connection.answer()
            try await $0.about("a length that is too large") { try answer.expectError(.invalidToken) }
            await connection.close()
        },
        Case(
            "server/upload/order/expectation-before-type", ["ERROR-05"],
            "An expectation that can't be met is 417 before the content type is looked at."
        ) {
            let request = $0.request("POST", "files/upload").adding("Content-Type: text/plain", "Expect: a-miracle")
            try await $0.exchange(request.with(body: FormBody.content)).expect(417)
        },
        Case(
            "server/upload/order/type-before-length", ["ERROR-05"],
            "A content type without a boundary is answered before a declared length that is too large."
        ) {
            let request = $0.request("POST", "files/upload")
            let connection = try await $0.connect()
            await connection.send(
                request.adding("Content-Type: multipart/form-data", "Content-Length: 1000000000000").head)
            try await connection.answer().expectError(.badMultipartContent)
            await connection.close()
        },
        order(
            "name-before-what-follows", "A name that is too long, in a form that then breaks off,",
            .maxFileNameLengthExceeded, FormBody.file(String(repeating: "a", count: 256))),
        order(
            "empty-file-before-second-file", "An empty file before a second one", .emptyFile,
            FormBody.file("a.txt", "") + FormBody.file() + "--X--\r\n"),
        order(
            "empty-file-before-what-follows", "An empty file, in a form that then breaks off,", .emptyFile,
            FormBody.file("a.txt", "") + "--X\r\nno header"),
        order(
            "fault-before-second-file", "A header that is malformed, before an empty file and a name that is too long,",
            .badMultipartContent,
            "--X\r\nno header\r\n\r\n" + FormBody.file("a.txt", "") + FormBody.file(String(repeating: "a", count: 256))),
        order(
            "no-file-only-at-the-end", "A form without a file that breaks off", .badMultipartContent,
            FormBody.field("a", "1", boundary: "X")),
    ]

    private static func order(_ id: String, _ what: String, _ code: APIError.Code, _ body: String) -> Case {
        Case("server/upload/order/\(id)", ["ERROR-05"], "\(what) is 400 \(code).") {
            try await $0.refuses(FormBody(written: body), code)
        }
    }
}
