import PyrusFiles

extension ClientCases {
    /// Answers to a download that are errors, and no files: CLIENT-14.
    static let downloadErrors: [Case] = [
        Case(
            client: "client/download/error/unknown-id", ["CLIENT-14", "CLIENT-07"],
            "The id of no file is reported as an error, and what the server says of it is no file."
        ) { client in
            try await client.download(999_999).expectError("an error, for the id of no file")
            let files = client.folder.files(below: client.folder.target)
            try Mismatch.require(
                !files.contains { CaseFolder.file($0, holds: Array("unrecognized_attachment_id".utf8)) },
                "no file made of an error's body", got: "one")
        },
        refused("403-json", [Faults.error(.accessDeniedFile, "download")], "access_denied_file", "A 403 with JSON"),
        refused("404-json", [Faults.error(.fileIsMissing, "download")], "file_is_missing", "A 404 with JSON"),
        refused(
            "429-json", [Faults.answer(429, tooMany, "application/json", "download", headers: [("Retry-After", "1")])],
            "too_many_requests", "A 429 that comes each time"),
        refused("500-json", [Faults.error(.serverError, "download")], "server_error", "A 500 with JSON"),
        refused("500-html", [Faults.answer(500, page, "text/html", "download")], "Not here", "A 500 with HTML"),
        refused(
            "500-octets", [Faults.answer(500, page, "application/octet-stream", "download")], "Not here",
            "A 500 that says it is a file"),
        refused("410-html", [Faults.answer(410, page, "text/html", "download")], "Not here", "A 410 with HTML"),
        refused("503-empty", [Faults.answer(503, "", "text/plain", "download")], nil, "A 503 without a body"),
        Case(
            client: "client/download/error/code-and-text", ["CLIENT-07"],
            "The error_code and the text of an error answer to a download reach the caller."
        ) { client in
            let id = try await client.control.addFile(ClientExamination.plain, named: ClientExamination.plainName)
            try await client.control.setFaults([Faults.answer(400, Faults.said, "application/json", "download")])
            try await client.download(id).expectError(
                "an error", code: .maxFileNameLengthExceeded, text: Faults.sentence)
        },
        Case(
            client: "client/download/error/retry-after", ["CLIENT-18"],
            "After a 429 with Retry-After: 2 the client waits so long before it asks again, or reports the error."
        ) { client in
            let id = try await client.control.addFile(ClientExamination.plain, named: ClientExamination.plainName)
            try await client.waits("download", header: "Retry-After") { try await $0.download(id) }
        },
    ]

    private static func refused(_ name: String, _ faults: [JSON], _ body: String?, _ what: String) -> Case {
        Case(
            client: "client/download/error/\(name)", ["CLIENT-14"],
            "\(what) is reported as an error, and never saved as the file."
        ) { client in
            try await client.downloadFails(faults, body: body, "an error of the client's")
        }
    }
}
