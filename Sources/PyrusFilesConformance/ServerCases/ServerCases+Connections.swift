import PyrusFiles

extension ServerCases {
    /// Requests as they may come over a connection, each of them right.
    static let connections: [Case] = [
        Case("server/connections/kept", ["DOWNLOAD-01"], "A connection is kept for further requests, after errors too.")
        {
            let id = try await $0.file()
            let connection = try await $0.connect()
            for path in ["files/download/\(id)", "files/download/2147483646", "files/download/\(id)"] {
                await connection.send($0.request("GET", path).bytes)
                let answer = try await connection.answer(to: "GET")
                if path.hasSuffix("/2147483646") {
                    try answer.expectError(.unrecognizedAttachmentID)
                } else {
                    try answer.expectBody(Array("file content".utf8))
                }
            }
        },
        Case("server/connections/pipelined", ["DOWNLOAD-01"], "Requests sent at once are answered in their order.") {
            let first = try await $0.file(Array("first".utf8))
            let second = try await $0.file(Array("second".utf8))
            let connection = try await $0.connect()
            let ids = [first, second, first]
            var bytes: [UInt8] = []
            for id in ids { bytes += $0.request("GET", "files/download/\(id)").bytes }
            await connection.send(bytes)
            for id in ids {
                let answer = try await connection.answer(to: "GET")
                try answer.expectBody(Array((id == first ? "first" : "second").utf8))
            }
        },
        Case("server/connections/byte-by-byte", ["DOWNLOAD-01"], "A head may come a byte at a time.") {
            let id = try await $0.file()
            let connection = try await $0.connect()
            for byte in $0.request("GET", "files/download/\(id)").bytes {
                await connection.send([byte])
                // Time enough for a server to see it alone.
                try await Task.sleep(for: .milliseconds(2))
            }
            try await connection.answer(to: "GET").expectBody(Array("file content".utf8))
        },
        Case("server/connections/close", ["DOWNLOAD-01"], "After Connection: close the server closes, in order.") {
            let id = try await $0.file()
            let connection = try await $0.connect()
            await connection.send($0.request("GET", "files/download/\(id)").adding("Connection: close").bytes)
            try await connection.answer(to: "GET").expectBody(Array("file content".utf8))
            try await connection.expectClosed()
        },
        Case(
            "server/connections/http-1.0", ["DOWNLOAD-01"],
            "HTTP/1.0 is answered without chunks, and the connection ends with the answer."
        ) {
            let id = try await $0.file()
            let connection = try await $0.connect()
            var request = $0.request("GET", "files/download/\(id)")
            request.version = "HTTP/1.0"
            await connection.send(request.bytes)
            let answer = try await connection.answer(to: "GET")
            let coding = answer["Transfer-Encoding"]
            try Mismatch.require(coding == nil, "no Transfer-Encoding", got: coding ?? "")
            try answer.expectBody(Array("file content".utf8))
            try await connection.expectClosed()
        },
        Case("server/connections/absolute-target", ["DOWNLOAD-01"], "A target may be a whole address.") {
            let id = try await $0.file()
            var request = $0.request("GET", "files/download/\(id)")
            request.target = "\($0.server.api.isTLS ? "https" : "http")://\($0.server.api.authority)\(request.target)"
            try await $0.expectDownload(request)
        },
        Case("server/connections/chunked-json", ["ATTACH-01"], "JSON may come in chunks, with extensions and trailers.")
        {
            let text = ServerExamination.word()
            var request = $0.request("POST", "tasks/\($0.server.taskID)/comments")
                .adding("Content-Type: application/json", "Transfer-Encoding: chunked")
            let body = #"{"text":"\#(text)"}"#
            let (head, rest) = (body.prefix(5), body.dropFirst(5))
            let last = String(rest.utf8.count, radix: 16)
            request.body = Array("5;a=b\r\n\(head)\r\n\(last)\r\n\(rest)\r\n0\r\nX-Trailer: a\r\n\r\n".utf8)
            _ = try await $0.exchange(request).comment(text)
        },
    ]
}

extension WireConnection {
    func expectClosed() async throws {
        let end = await end()
        try Mismatch.require(
            end == .closed, "the connection to be closed in order", got: end == .open ? "it open" : "it \(end.rawValue)"
        )
    }
}
