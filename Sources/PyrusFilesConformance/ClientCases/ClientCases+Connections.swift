import PyrusFiles

extension ClientCases {
    /// Connections that are kept, closed and lost between requests: CLIENT-21.
    static let uploadConnections: [Case] = [
        Case(
            client: "client/upload/connection/twice", ["CLIENT-21"],
            "Two uploads one after the other arrive, on one connection or on two."
        ) { client in
            try await client.delivers(Content("first"), named: "first.txt")
            try await client.delivers(Content("second"), named: "second.txt")
        },
        Case(
            client: "client/upload/connection/close", ["CLIENT-21"],
            "After an answer with Connection: close the next upload arrives, on a new connection."
        ) { client in
            let fault = Faults.header("Connection", "close", "upload")
            try await client.delivers(Content("first"), named: "first.txt", faults: [fault])
            let before = client.traffic.transcript.mostRequestsOnConnection
            try await client.delivers(Content("second"), named: "second.txt")
            try client.keepsNoConnection(beyond: before)
        },
        Case(
            client: "client/upload/connection/closed-meanwhile", ["CLIENT-21"],
            "Where the server closed a connection that it had promised to keep, the next upload arrives."
        ) { client in
            let fault = Faults.fault("close", "upload", ["at": "after-answer"])
            try await client.delivers(Content("first"), named: "first.txt", faults: [fault])
            try await client.connectionsEnded()
            try await client.delivers(Content("second"), named: "second.txt")
        },
        Case(
            client: "client/upload/connection/after-error", ["CLIENT-21"],
            "After an upload that was refused early the next one arrives."
        ) { client in
            let path = try client.folder.write(.pattern(1 << 20), named: "refused.bin")
            let early = Faults.fault("early", "upload", ["after": 0, "error_code": "attachment_too_big"])
            try await client.control.setFaults([early])
            try await client.upload(path).expectError("an error, where the upload is refused")
            try await client.delivers(Content("second"), named: "second.txt")
        },
    ]
}

extension ClientExamination {
    /// No connection may have carried a request more than before: it was announced to end.
    func keepsNoConnection(beyond before: Int = 1) throws {
        let most = traffic.transcript.mostRequestsOnConnection
        try Mismatch.require(
            most <= before, "a new connection after an answer with Connection: close",
            got: "another request on the same one")
    }

    /// Waits until the server has ended the connections that there were, so that the next request meets none that is just
    /// being closed: whether that one is answered would be chance.
    func connectionsEnded() async throws {
        let patience = ContinuousClock.now + .seconds(1)
        while traffic.openConnections > 0, ContinuousClock.now < patience {
            try await Task.sleep(for: .milliseconds(5))
        }
        // What the client's system was told by then it has heard of.
        _ = try await control.seenRequests()
    }
}
