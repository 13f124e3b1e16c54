import PyrusFiles

extension ClientCases {
    /// Connections and answers that break: CLIENT-10.
    static let uploadLost: [Case] = [
        lost("reset-before-body", "reset", ["at": "before-body"], "A reset before a byte of the body was read"),
        lost(
            "close-before-body", "close", ["at": "before-body"],
            "A connection closed before a byte of the body was read"),
        lost("reset-in-body", "reset", ["at": "in-body", "after": 100_000], "A reset in the middle of the body"),
        lost(
            "close-in-body", "close", ["at": "in-body", "after": 100_000],
            "A connection closed in the middle of the body"),
        lost(
            "reset-stored", "reset", ["at": "before-answer"],
            "A reset in the place of the answer, the file being stored,"),
        lost(
            "close-stored", "close", ["at": "before-answer"],
            "A connection closed without an answer, the file being stored,"),
        lost(
            "reset-not-stored", "reset", ["at": "before-answer", "commit": false],
            "A reset in the place of the answer, the file not being stored,"),
        lost(
            "close-not-stored", "close", ["at": "before-answer", "commit": false],
            "A connection closed without an answer, the file not being stored,"),
        lost("reset-in-answer", "reset", ["at": "in-answer", "after": 10], "A reset in the middle of the answer"),
        lost(
            "close-in-answer", "close", ["at": "in-answer", "after": 10],
            "A connection closed in the middle of the answer"),
        lost("truncated-answer", "truncate", ["after": 30], "An answer shorter than its Content-Length"),
        lost("answer-cut-json", "malformed", ["what": "json"], "An answer whose JSON ends in the middle"),
        lost("answer-no-head", "malformed", ["what": "head"], "An answer that is no HTTP"),
        // The receipt may be read all the same.
        lost(
            "answer-wrong-chunks", "malformed", ["what": "chunk"], "An answer whose chunks have wrong sizes",
            level: .should),
        Case(
            client: "client/upload/lost/stalled", ["CLIENT-10"],
            "A server that stops reading and then drops the connection is reported as an error, and the upload is not just sent again."
        ) { client in
            let path = try client.folder.write(.pattern(4 << 20), named: "large.bin")
            try await client.control.setFaults([
                Faults.fault("stall", "upload", ["side": "read", "after": 100_000])
            ])
            try await client.dropped(afterSent: 100_000) { try await $0.upload(path) }.expectError(
                "an error, where the connection is dropped")
        },
    ]

    private static func lost(
        _ name: String, _ kind: String, _ parameters: KeyValuePairs<String, JSON>, _ what: String,
        level: Requirement.Level? = nil
    ) -> Case {
        Case(
            client: "client/upload/lost/\(name)", ["CLIENT-10"], level: level,
            "\(what) is reported as an error, and the upload is not just sent again."
        ) { client in
            try await client.uploadIsLost(
                [Faults.fault(kind, "upload", parameters)], with: .pattern(300_000), "an error of the client's")
        }
    }
}

extension ClientExamination {
    /// Has the client do something, and drops its connection once so many bytes went over.
    func dropped(
        afterSent sent: Int = 0, afterReceived received: Int = 0,
        _ ask: @escaping @Sendable (ClientExamination) async throws -> ClientReport
    ) async throws -> ClientReport {
        async let report = ask(self)
        let patience = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < patience,
            traffic.transcript.count.sent < sent || traffic.transcript.count.received < received
        {
            try await Task.sleep(for: .milliseconds(20))
        }
        await stage.dropConnections()
        return try await report
    }
}
