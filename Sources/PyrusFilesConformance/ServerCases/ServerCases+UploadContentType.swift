extension ServerCases {
    /// What the request's Content-Type may be: UPLOAD-06.
    static let uploadContentType: [Case] = [
        Case(
            "server/upload/content-type/quoted-boundary", ["UPLOAD-06"],
            "A boundary in quotes is read without them, with any character that boundaries may have."
        ) {
            for boundary in ["a b:c", "/=? (')+_,-.:"] {
                var form = FormBody(boundary: boundary)
                form.contentType = "multipart/form-data; boundary=\"\(boundary)\""
                try await $0.keeps(form, "the boundary \"\(boundary)\"")
            }
        },
        Case(
            "server/upload/content-type/unquoted-special-characters", ["UPLOAD-06"], level: .should,
            "A boundary with / or = is read also where its quotes are missing."
        ) {
            for boundary in ["a/b", "===============8240812==", "a:b"] {
                try await $0.takes(FormBody(boundary: boundary), "boundary=\(boundary)")
            }
        },
        Case(
            "server/upload/content-type/boundary-of-70", ["UPLOAD-06"], "A boundary may have from 1 to 70 characters."
        ) {
            for length in [1, 69, 70] {
                let boundary = String(repeating: "b", count: length)
                try await $0.takes(FormBody(boundary: boundary), "a boundary of \(length) characters")
            }
        },
        Case(
            "server/upload/content-type/boundary-of-hyphens", ["UPLOAD-06"],
            "A boundary may consist of hyphens, and lines of fewer hyphens are the file's."
        ) {
            for boundary in ["-", "--", "---------"] {
                try await $0.keeps(FormBody(boundary: boundary), "boundary=\(boundary)")
            }
            try await $0.keeps(
                FormBody(content: Array("\r\n---\r\n----.\r\n-".utf8), boundary: "--"), "hyphens in the file")
        },
        Case(
            "server/upload/content-type/any-case", ["UPLOAD-06"],
            "The media type and the parameter's name are read in any case."
        ) {
            var form = FormBody()
            form.contentType = "Multipart/Form-Data; BOUNDARY=\(form.boundary)"
            try await $0.takes(form)
        },
        Case(
            "server/upload/content-type/parameter-order", ["UPLOAD-06"],
            "The boundary is found before and behind other parameters, and not in their values."
        ) {
            for type in ["charset=\"utf-8; boundary=Y\"; boundary=X", "boundary=\"X\"; charset=UTF-8"] {
                var form = FormBody(boundary: "X")
                form.contentType = "multipart/form-data; \(type)"
                try await $0.takes(form, type)
            }
        },
        Case(
            "server/upload/content-type/blanks-and-semicolons", ["UPLOAD-06"],
            "Tabs, no blank at all, and a semicolon at the end are allowed around the boundary."
        ) {
            for type in [";\tboundary=X", ";boundary=X;", " ; boundary=X ;"] {
                var form = FormBody(boundary: "X")
                form.contentType = "multipart/form-data\(type)"
                try await $0.takes(form, type.debugDescription)
            }
        },
    ]
}
