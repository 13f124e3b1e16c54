extension ServerCases {
    /// How the part of a file may look that has to be taken: UPLOAD-04, UPLOAD-05.
    static let uploadParts: [Case] = [
        Case(
            "server/upload/parts/any-name", ["UPLOAD-04"],
            "The part's name does not matter: file, file_contents, the file's own name, one that is not ASCII."
        ) {
            for name in ["File", "file[]", "file ", "files", "file_contents", "userfile", "test.txt", "отчёт.txt"] {
                let line = "Content-Disposition: form-data; name=\"\(name)\"; filename=\"test.txt\""
                try await $0.takes(FormBody(headers: line), "a part with the name \"\(name)\"")
            }
        },
        Case(
            "server/upload/parts/unquoted-name", ["UPLOAD-04"], "The part's name needs no quotes."
        ) {
            for name in ["name=file", "name='file'", "name = \"file\"", ";;name=\"file\""] {
                let line = "Content-Disposition: form-data; \(name); filename=\"test.txt\""
                try await $0.takes(FormBody(headers: line), "a part with \(name)")
            }
        },
        Case(
            "server/upload/parts/no-name", ["UPLOAD-04"], "A part with a filename and no name at all is the file."
        ) {
            for name in ["", "name=; ", "name=\"\"; "] {
                let line = "Content-Disposition: form-data; \(name)filename=\"test.txt\""
                try await $0.takes(FormBody(headers: line), name.isEmpty ? "no name" : "an empty name")
            }
        },
        Case(
            "server/upload/parts/no-content-type", ["UPLOAD-05"], "A part without Content-Type is a file."
        ) {
            try await $0.names(FormBody(name: "untyped.bin"), as: "untyped.bin")
        },
        Case(
            "server/upload/parts/header-order", ["UPLOAD-05"], "The part's headers may come in any order."
        ) {
            let form = FormBody(
                headers: "Content-Type: text/plain", FormBody.disposition("filename=\"test.txt\""))
            try await $0.takes(form)
        },
        Case(
            "server/upload/parts/header-case", ["UPLOAD-05"],
            "Names of the part's headers are read in any case, with or without blanks around their values."
        ) {
            let value = "form-data; name=\"file\"; filename=\"test.txt\""
            for line in [
                "content-disposition: \(value)", "CONTENT-DISPOSITION: \(value)", "cOnTeNt-disposition:\(value)",
                "Content-Disposition: \t \(value) \t",
            ] {
                try await $0.names(FormBody(headers: line), as: "test.txt", "the line \(line.debugDescription)")
            }
        },
        Case(
            "server/upload/parts/further-headers", ["UPLOAD-05"], "Other headers of the part are ignored."
        ) {
            let form = FormBody(
                headers: "X-A: 1", FormBody.disposition("filename=\"test.txt\""), "Content-ID: <1@kit>", "X-B:")
            try await $0.takes(form)
        },
        Case(
            "server/upload/parts/parameter-order", ["UPLOAD-05"],
            "Parameters of Content-Disposition come in any order and case."
        ) {
            let line = "Content-Disposition: form-data; FileName=\"plain.txt\"; NAME=\"upload\""
            try await $0.names(FormBody(headers: line), as: "plain.txt")
        },
        Case(
            "server/upload/parts/further-parameters", ["UPLOAD-05", "UPLOAD-12"],
            "Other parameters of Content-Disposition are ignored, a date with its comma and colons, too."
        ) {
            let form = FormBody(
                parameters: #"filename="test.txt"; modification-date="Wed, 12 Feb 1997 16:29:51 -0500"; size=5"#)
            try await $0.names(form, as: "test.txt")
        },
    ]
}
