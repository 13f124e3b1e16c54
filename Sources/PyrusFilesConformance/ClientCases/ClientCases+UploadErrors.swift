import PyrusFiles

extension ClientCases {
    /// Answers that are errors: CLIENT-07, CLIENT-18.
    static let uploadErrors: [Case] = [
        error("400-json", [Faults.error(.attachmentTooBig, "upload")], "A 400 with JSON"),
        error("403-json", [Faults.error(.accessDenied, "upload")], "A 403 with JSON"),
        error(
            "429-json", [Faults.answer(429, tooMany, "application/json", "upload", headers: [("Retry-After", "1")])],
            "A 429 that comes each time"),
        error("500-json", [Faults.error(.serverError, "upload")], "A 500 with JSON"),
        error("500-html", [Faults.answer(500, page, "text/html", "upload")], "A 500 with HTML"),
        error("502-html", [Faults.answer(502, page, "text/html", "upload")], "A 502 of a proxy, with HTML"),
        error("413-html", [Faults.answer(413, page, "text/html", "upload")], "A 413 of a proxy, with HTML"),
        error("503-empty", [Faults.answer(503, "", "text/plain", "upload")], "A 503 without a body"),
        error("400-empty", [Faults.answer(400, "", "application/json", "upload")], "A 400 that says JSON and has none"),
        error("200-html", [Faults.answer(200, page, "text/html", "upload")], "A 200 with HTML, which is no receipt,"),
        error(
            "200-without-guid", [Faults.answer(200, "{}", "application/json", "upload")],
            "A 200 without guid and md5_hash"),
        Case(
            client: "client/upload/error/code-and-text", ["CLIENT-07"],
            "The error_code and the text of an error answer reach the caller."
        ) { client in
            try await client.control.setFaults([Faults.answer(400, Faults.said, "application/json", "upload")])
            let path = try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
            try await client.upload(path).expectError(
                "an error", code: .maxFileNameLengthExceeded, text: Faults.sentence)
        },
        Case(
            client: "client/upload/error/retry-after", ["CLIENT-18"],
            "After a 429 with Retry-After: 2 the client waits so long before it repeats, or reports the error."
        ) { try await $0.waits("upload", header: "Retry-After") { try await $0.uploadReport() } },
        Case(
            client: "client/upload/error/rate-limit-reset", ["CLIENT-18"],
            "After a 429 with X-RateLimit-Reset: 2 the client waits so long before it repeats, or reports the error."
        ) { try await $0.waits("upload", header: "X-RateLimit-Reset") { try await $0.uploadReport() } },
    ]

    private static func error(_ name: String, _ faults: [JSON], _ what: String) -> Case {
        Case(
            client: "client/upload/error/\(name)", ["CLIENT-07"], "\(what) is reported as an error, never as success."
        ) { client in
            try await client.uploadFails(faults, "an error of the client's")
        }
    }

    static let page = "<html><head><title>Error</title></head><body><h1>Not here</h1></body></html>"
    static let tooMany = #"{"error":"You have reached the limit.","error_code":"too_many_requests"}"#
}

extension Faults {
    /// A text that no client can make up.
    static let sentence = "kit sentence 4711"
    /// An error with it.
    static let said = #"{"error":"\#(sentence)","error_code":"max_file_name_length_exceeded"}"#
}

extension ClientExamination {
    fileprivate func uploadReport() async throws -> ClientReport {
        try await upload(try folder.write(Self.plain, named: Self.plainName))
    }

    /// Has the client meet one 429 that tells it to wait for two seconds.
    func waits(
        _ operation: String, header: String, _ ask: (ClientExamination) async throws -> ClientReport
    ) async throws {
        try await control.setFaults([
            Faults.answer(
                429, ClientCases.tooMany, "application/json", operation, times: 1, headers: [(header, "2")])
        ])
        _ = try await ask(self)
        guard let pause = traffic.transcript.pause(after: " 429 ", until: "files/\(operation)") else { return }
        try Mismatch.require(
            pause >= 2, "two seconds of waiting before the request is repeated", got: "\(pause.thousandths) seconds")
    }
}
