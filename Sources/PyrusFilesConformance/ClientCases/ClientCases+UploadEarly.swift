import PyrusFiles

extension ClientCases {
    /// Answers that come while the upload is still being sent: CLIENT-09.
    static let uploadEarly: [Case] = [
        early("before-body", after: 0, size: 10 << 20, "An answer that comes before a byte of the body"),
        early("in-body", after: 1 << 20, size: 10 << 20, "An answer that comes after 1 MiB of 10"),
        early("near-the-end", after: 200_000, size: 200_100, "An answer that comes just before the end of the body"),
        Case(
            client: "client/upload/early/over-limit", ["CLIENT-09", "CLIENT-19"],
            setting: StageSetting(maxFileSize: 1 << 20),
            "What the server says of an upload that is announced too large is reported, though nothing of it was read."
        ) { client in
            try await client.control.setFaults([])
            let path = try client.folder.write(.pattern(16 << 20), named: "large.bin")
            let (said, code) = try await client.upload(path).expectError("an error, for a file over the limit")
            let sent = try await client.observation().requests(.upload).count
            // A client that knows the limit need not ask.
            guard sent > 0 else { return }
            try Mismatch.require(
                code == APIError.Code.tooLargeRequestLength.rawValue || said.contains("too_large_request_length"),
                "the server's too_large_request_length in what the client reports", got: ClientReport.short(said))
        },
    ]

    private static func early(_ name: String, after: Int64, size: Int64, _ what: String) -> Case {
        Case(
            client: "client/upload/early/\(name)", ["CLIENT-09"],
            "\(what) is seen, and its error_code and text are reported."
        ) { client in
            let fault = Faults.fault(
                "early", "upload", times: 0,
                [
                    "after": .integer(after), "status": 400, "body": .string(Faults.said),
                    "content_type": "application/json",
                ])
            try await client.control.setFaults([fault])
            let path = try client.folder.write(.pattern(size), named: "large.bin")
            try await client.upload(path).expectError(
                "the error that came early", code: .maxFileNameLengthExceeded, text: Faults.sentence)
        }
    }
}
