extension ServerCases {
    /// How much may stand around a file: LIMIT-02.
    static let uploadLimits: [Case] = [
        Case(
            "server/upload/limits/around-the-file", ["LIMIT-02"],
            "All that is not the file's bytes may come to 64 KiB: before it, behind it, or in a field."
        ) {
            for (what, form) in around(64 * 1_024) { try await $0.keeps(form, "64 KiB with \(what)") }
        },
        Case(
            "server/upload/limits/around-the-file-one-over", ["LIMIT-02"],
            "One byte more than 64 KiB that is not the file's is 400 bad_multipart_content, wherever it stands."
        ) {
            for (what, form) in around(64 * 1_024 + 1) {
                try await $0.refuses(form, .badMultipartContent, "64 KiB and a byte with \(what)")
            }
        },
        Case(
            "server/upload/limits/file-does-not-count", ["LIMIT-02"],
            "The file's own bytes do not count against the 64 KiB, though they look like delimiters."
        ) {
            let content = String(repeating: "\r\n--\(FormBody.boundary)x", count: 8_000)
            try await $0.keeps(FormBody(content: Array(content.utf8)))
        },
        Case(
            "server/upload/limits/unnamed-file-counts", ["LIMIT-02", "UPLOAD-07"],
            "A part with filename=\"\" is no file: what it holds counts against the 64 KiB."
        ) {
            let empty = "--X\r\n\(FormBody.disposition("filename=\"\""))\r\n\r\n"
            let body = empty + String(repeating: "t", count: 65_536) + "\r\n" + FormBody.file() + "--X--\r\n"
            try await $0.refuses(FormBody(written: body))
        },
        Case(
            "server/upload/limits/nothing-but-text", ["LIMIT-02"],
            "A megabyte without a delimiter is 400 bad_multipart_content."
        ) { try await $0.refuses(FormBody(written: [UInt8](repeating: 0x6a, count: 1 << 20))) },
        Case(
            "server/upload/limits/part-headers", ["LIMIT-02"],
            "One part's headers may come to 16 KiB, their line ends and the blank line counted."
        ) { try await $0.takes(headed(16 * 1_024)) },
        Case(
            "server/upload/limits/part-headers-one-over", ["LIMIT-02"],
            "More than 16 KiB of one part's headers is 400 bad_multipart_content, be it a byte or a megabyte."
        ) {
            for size in [16 * 1_024 + 1, 32 * 1_024, 1 << 20] {
                try await $0.refuses(headed(size), .badMultipartContent, "headers of \(size) bytes")
            }
        },
        Case(
            "server/upload/limits/part-headers-by-the-part", ["LIMIT-02"],
            "The 16 KiB are counted by the part: three fields with names of 8 KiB may stand before a file."
        ) {
            var form = FormBody()
            let field = FormBody.field(String(repeating: "a", count: 8_192), "1")
            form.opening = Array(String(repeating: field, count: 3).utf8) + form.opening
            try await $0.takes(form)
        },
        Case(
            "server/upload/limits/headers-of-a-part", ["LIMIT-02"], level: .should,
            "A part may have 64 headers; 1,000 are 400 bad_multipart_content."
        ) {
            var form = FormBody()
            form.headers += [String](repeating: "X-A: 1", count: 63)
            try await $0.takes(form, "64 headers")
            form.headers += [String](repeating: "X-A: 1", count: 936)
            try await $0.refuses(form, .badMultipartContent, "1,000 headers")
        },
        Case(
            "server/upload/limits/parameters", ["LIMIT-02"], level: .should,
            "A Content-Disposition may have 64 parameters; one more is 400 bad_multipart_content."
        ) {
            let further = (0..<62).map { "; p\($0)=1" }.joined()
            try await $0.takes(FormBody(parameters: "filename=\"test.txt\"\(further)"), "64 parameters")
            try await $0.refuses(
                FormBody(parameters: "filename=\"test.txt\"\(further); p=1"), .badMultipartContent, "65 parameters")
        },
        Case(
            "server/upload/limits/many-fields", ["LIMIT-02", "UPLOAD-08"],
            "A thousand small fields before the file are passed over; ten thousand are 400 bad_multipart_content."
        ) {
            let field = "--X\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
            let end = FormBody.file() + "--X--\r\n"
            try await $0.takes(FormBody(written: String(repeating: field, count: 1_000) + end), "1,000 fields")
            try await $0.refuses(
                FormBody(written: String(repeating: field, count: 10_000) + end), .badMultipartContent, "10,000 fields")
        },
        Case(
            "server/upload/limits/many-escapes", ["LIMIT-02", "UPLOAD-08"],
            "Thousands of escapes in a field's name are passed over, within the limits."
        ) {
            var form = FormBody()
            form.opening = Array(FormBody.field(String(repeating: #"a\\"#, count: 5_000), "1").utf8) + form.opening
            try await $0.takes(form)
        },
    ]

    /// Forms of which so many bytes are not the file's.
    private static func around(_ size: Int) -> [(String, FormBody)] {
        let form = FormBody(boundary: "X")
        let filling = { (more: Int) in
            [UInt8](repeating: 0x74, count: size - (form.bytes.count - form.content.count) - more)
        }
        var (preamble, before, behind, epilogue) = (form, form, form, form)
        preamble.opening = filling(2) + Array("\r\n".utf8) + form.opening
        let field = FormBody.field("a", "", boundary: "X")
        let start = Array(field.dropLast().utf8)
        before.opening = start + filling(field.utf8.count) + Array("\r\n".utf8) + form.opening
        behind.closing = Array("\r\n".utf8) + start + filling(field.utf8.count) + form.closing
        epilogue.closing += filling(0)
        return [
            ("a preamble", preamble), ("a field before it", before), ("a field behind it", behind),
            ("an epilogue", epilogue),
        ]
    }

    /// A form whose part's headers have so many bytes.
    private static func headed(_ size: Int) -> FormBody {
        var form = FormBody()
        let rest = form.part.count - form.content.count + "X-A: \r\n".utf8.count
        form.headers.append("X-A: " + String(repeating: "a", count: size - rest))
        return form
    }
}
