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
            try await client.delivers(Content("second"), named: "second.txt")
        },
        Case(
            client: "client/upload/connection/closed-meanwhile", ["CLIENT-21"],
            "Where the server closed a connection that it had promised to keep, the next upload arrives."
        ) { client in
            let fault = Faults.fault("close", "upload", ["at": "after-answer"])
            try await client.delivers(Content("first"), named: "first.txt", faults: [fault])
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
