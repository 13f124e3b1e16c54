import PyrusFiles

extension ClientCases {
    /// That any bytes arrive: CLIENT-02, CLIENT-04, CLIENT-19, CLIENT-20.
    static let uploadContent: [Case] = [
        content("one-byte", Content([0x78]), "A file of one byte arrives."),
        content("zero-byte", Content([0]), "A file of a single zero arrives."),
        content("blank", Content(" \t\r\n\r\n  "), "A file of nothing but blanks and line ends arrives."),
        content(
            "every-byte", Content((0...255).flatMap { first in (0...255).flatMap { [UInt8(first), UInt8($0)] } }),
            "Every byte value, in every pair, arrives."),
        content("line-end-first", Content("\r\nafter a line end"), "A line end at the beginning arrives."),
        content("line-end-last", Content("before line ends\r\n\r\n"), "Line ends at the end arrive."),
        content("line-ends-mixed", Content("a\nb\rc\r\nd\n\re"), "LF, CR and CRLF arrive as they are."),
        content(
            "looks-like-form", Content(formLike), "Lines that look like the delimiters and heads of a form arrive."),
        content(
            "many-delimiters", Content(String(repeating: "\r\n--", count: 20_000)),
            "Tens of thousands of beginnings of a delimiter arrive."),
        content(
            "not-text", Content([0xFF, 0xFE, 0xC3, 0x28, 0xEF, 0xBB, 0xBF, 0x1A]), "Bytes that are no UTF-8 arrive."),
        content("64-kib-less-one", .pattern(65_535), "64 KiB less one byte arrive.", ["CLIENT-04"]),
        content("64-kib", .pattern(65_536), "64 KiB arrive.", ["CLIENT-04"]),
        content("64-kib-and-one", .pattern(65_537), "64 KiB and one byte arrive.", ["CLIENT-04"]),
        content("10-mib", .pattern(10 << 20), "10 MiB arrive.", ["CLIENT-04"]),
        Case(
            client: "client/upload/content/own-boundary", ["CLIENT-02"],
            "A file that holds a boundary that the client used before arrives: each request has a new one, or one that the file has not."
        ) { client in
            try await client.delivers()
            let boundary = try await client.observation().requests(.upload).last?.boundary ?? ""
            let text =
                "before\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n--\(boundary)--\r\n"
            try await client.delivers(Content(text), named: "boundary.txt")
        },
        Case(
            client: "client/upload/content/limit", ["CLIENT-04"], needs: .large,
            "A file as large as the limit, 2,147,483,647 bytes, arrives."
        ) { try await $0.delivers(.pattern(2_147_483_647)) },
        Case(
            client: "client/upload/content/over-limit", ["CLIENT-19"], setting: StageSetting(maxFileSize: 1 << 20),
            "A file over the limit is refused by the client, or the server's refusal is reported; nothing is stored."
        ) { client in
            try await client.uploadFails([], with: .pattern(1 << 20 + 1), "an error, for a file over the limit")
            try await client.storesNothing()
        },
        Case(
            client: "client/upload/content/empty", ["CLIENT-19"],
            "An empty file is refused by the client, or the server's refusal is reported; nothing is stored."
        ) { client in
            try await client.uploadFails([], with: Content([]), "an error, for an empty file")
            try await client.storesNothing()
        },
        Case(
            client: "client/upload/content/memory", ["CLIENT-20"],
            "The client's memory does not grow with the file: 64 MiB take little more of it than 1 MiB."
        ) { client in
            var peaks: [Int64] = []
            for size: Int64 in [1 << 20, 64 << 20] {
                let path = try client.folder.write(.pattern(size), named: "\(size).bin")
                let report = try await client.upload(path)
                _ = try report.expectDone("guid and md5_hash of an upload")
                guard let peak = report.peakMemory else { throw CannotJudge("The adapter's memory is not known.") }
                peaks.append(peak)
            }
            let grown = (peaks[1] - peaks[0]) >> 20
            try Mismatch.require(
                grown < 32, "less than 32 MiB more for 63 MiB more of a file", got: "\(grown) MiB more")
        },
    ]

    private static func content(
        _ name: String, _ content: Content, _ expectation: String,
        _ requirements: [String] = ["CLIENT-02", "CLIENT-04"]
    ) -> Case {
        Case(client: "client/upload/content/\(name)", requirements, expectation) { try await $0.delivers(content) }
    }

    private static let formLike = """
        --\r
        ----\r
        ------WebKitFormBoundary7MA4YWxkTrZu0gW\r
        Content-Disposition: form-data; name="file"; filename="inner.txt"\r
        \r
        inner\r
        ------WebKitFormBoundary7MA4YWxkTrZu0gW--\r
        --boundary--\r
        """
}

extension ClientExamination {
    /// Nothing may have been stored.
    func storesNothing() async throws {
        let stored = try await control.storedUploads()
        try Mismatch.require(stored.isEmpty, "nothing stored", got: "\(stored.count) stored")
    }
}
