extension ServerCases {
    /// What the request's Content-Type may not be: UPLOAD-11.
    static let uploadBoundary: [Case] = [
        refused("no-boundary", "A content type without a boundary", "multipart/form-data", "multipart/form-data;"),
        refused(
            "empty-boundary", "An empty boundary", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\""),
        refused(
            "two-boundaries", "A content type with two boundaries, however spelt,",
            "multipart/form-data; boundary=X; boundary=Y", "multipart/form-data; boundary=X; Boundary =X"),
        refused(
            "extended-boundary", "A boundary as an extended parameter, or in sections, is none and",
            "multipart/form-data; boundary*=utf-8''X", "multipart/form-data; boundary*0=X; boundary*1=Y"),
        Case(
            "server/upload/content-type/escaped-boundary", ["UPLOAD-11"],
            "A boundary with a quote or a backslash is 400 bad_multipart_content, escaped or not."
        ) {
            for (value, boundary) in [(#"a\"b"#, #"a"b"#), (#"a\\b"#, #"a\b"#)] {
                var form = FormBody(boundary: boundary)
                form.contentType = "multipart/form-data; boundary=\"\(value)\""
                try await $0.refuses(form, .badMultipartContent, "boundary=\"\(value)\"")
            }
        },
        Case(
            "server/upload/content-type/boundary-ends-in-space", ["UPLOAD-11"],
            "A boundary that ends in a space is 400 bad_multipart_content."
        ) {
            var form = FormBody(boundary: "X ")
            form.contentType = "multipart/form-data; boundary=\"X \""
            try await $0.refuses(form)
        },
        Case(
            "server/upload/content-type/boundary-with-space", ["UPLOAD-11"],
            "A boundary with a space in it and without quotes is 400 bad_multipart_content."
        ) { try await $0.refuses(FormBody(boundary: "a b")) },
        Case(
            "server/upload/content-type/boundary-not-ascii", ["UPLOAD-11"],
            "A boundary that is not ASCII is 400 bad_multipart_content."
        ) { try await $0.refuses(FormBody(boundary: "föö")) },
        Case(
            "server/upload/content-type/boundary-too-long", ["UPLOAD-11"],
            "A boundary of more than 70 characters is 400 bad_multipart_content."
        ) {
            for length in [71, 256, 8_000] {
                let form = FormBody(boundary: String(repeating: "b", count: length))
                try await $0.refuses(form, .badMultipartContent, "a boundary of \(length) characters")
            }
        },
        Case(
            "server/upload/content-type/sent-twice", ["UPLOAD-11"],
            "Two Content-Type headers are 400 bad_multipart_content."
        ) {
            let request = $0.upload(FormBody(boundary: "X"))
            try await $0.refuses(request.adding("Content-Type: multipart/form-data; boundary=Y"))
        },
        refused(
            "other-type", "Another content type, a boundary or not,", "multipart/mixed; boundary=X",
            "multipart/related; boundary=X", "multipart/form-data-x; boundary=X", "application/x-www-form-urlencoded",
            "application/json", "application/octet-stream"),
        Case(
            "server/upload/content-type/none", ["UPLOAD-11"],
            "A request without Content-Type is 400 bad_multipart_content."
        ) { try await $0.refuses($0.upload(FormBody()).without("Content-Type")) },
        Case(
            "server/upload/content-type/content-encoding", ["UPLOAD-11"],
            "A request whose body has a Content-Encoding is 400 bad_multipart_content."
        ) { try await $0.refuses($0.upload(FormBody()).adding("Content-Encoding: gzip")) },
        Case(
            "server/upload/content-type/costly-parameters", ["UPLOAD-11"],
            "Thousands of escapes, quotes or parameters in Content-Type are 400 bad_multipart_content."
        ) {
            for type in [
                "boundary=\"" + String(repeating: #"\\"#, count: 10_000),
                "!=" + String(repeating: "\"", count: 10_000), "boundary=X" + String(repeating: ";a=", count: 10_000),
            ] {
                var form = FormBody(boundary: "X")
                form.contentType = "multipart/form-data; \(type)"
                try await $0.refuses(form, .badMultipartContent, "20,000 bytes of \(type.prefix(24).suffix(8))")
            }
        },
    ]

    private static func refused(_ id: String, _ what: String, _ types: String...) -> Case {
        Case("server/upload/content-type/\(id)", ["UPLOAD-11"], "\(what) is 400 bad_multipart_content.") {
            for type in types {
                var form = FormBody(boundary: "X")
                form.contentType = type
                try await $0.refuses(form, .badMultipartContent, type)
            }
        }
    }
}
