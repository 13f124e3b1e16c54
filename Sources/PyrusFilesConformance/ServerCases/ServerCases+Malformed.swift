import PyrusFiles

extension ServerCases {
    private static func malformed(
        _ what: String, _ expectation: String, statuses: [Int] = [400],
        _ requests: @escaping @Sendable (ServerExamination) -> [WireRequest]
    ) -> Case {
        Case("server/malformed/\(what)", ["ERROR-02"], expectation) { examination in
            for request in requests(examination) {
                let connection = try await examination.connect()
                await connection.send(request.bytes)
                let answer = try await connection.answer(to: request.method)
                try Mismatch.require(
                    statuses.contains(answer.status),
                    "status \(statuses.map(String.init).joined(separator: " or ")) for \(request.oddity)",
                    got: answer.summary)
                try answer.expectMessage(answer.status)
                let value = answer["Connection"] ?? "none"
                try Mismatch.require(value.lowercased() == "close", "Connection: close", got: value)
                try await connection.expectClosed()
            }
        }
    }

    /// Requests that are none: 400, and nothing that follows is read as one (ERROR-02).
    static let malformed: [Case] = [
        malformed("no-host", "A request without Host is 400, Connection: close, and the end of the connection.") {
            [$0.request("GET", "tasks/\($0.server.taskID)").without("Host")]
        },
        malformed("two-hosts", "A request with two Host headers is 400, and the connection ends.") {
            [$0.request("GET", "tasks/\($0.server.taskID)").adding("Host: other.example")]
        },
        malformed("content-length", "A Content-Length that is no number is 400, and the connection ends.") {
            examination in
            ["-1", "+5", "5, 6", "0x10", "1000000000000000000000000000000"].map { length in
                var request = examination.emptyComment.adding("Content-Length: \(length)")
                request.body = Array("{}".utf8)
                return request
            }
        },
        malformed("length-and-chunks", "Content-Length beside Transfer-Encoding is 400, and the connection ends.") {
            var request = $0.emptyComment.adding("Content-Length: 4", "Transfer-Encoding: chunked")
            request.body = Array("2\r\n{}\r\n0\r\n\r\n".utf8)
            return [request]
        },
        malformed(
            "transfer-encoding", "A Transfer-Encoding that nobody knows is 400 or 501, and the connection ends.",
            statuses: [400, 501]
        ) { examination in
            ["xchunked", "chunked, identity", "gzip"].map { coding in
                var request = examination.emptyComment.adding("Transfer-Encoding: \(coding)")
                request.body = Array("2\r\n{}\r\n0\r\n\r\n".utf8)
                return request
            }
        },
        malformed("chunk-size", "A chunk of a size that is no number is 400, and the connection ends.") { examination in
            ["fffffffffffffffff", "-2", "zz"].map { size in
                var request = examination.emptyComment.adding("Transfer-Encoding: chunked")
                request.body = Array("\(size)\r\n{}\r\n0\r\n\r\n".utf8)
                return request
            }
        },
        Case("server/malformed/cut-short", ["ERROR-02"], "A body that ends before its length is 400, and does nothing.")
        {
            let text = ServerExamination.word()
            let path = "tasks/\($0.server.taskID)"
            var request = $0.json("POST", "\(path)/comments", ["text": .string(text)])
            request = request.without("Content-Length").adding("Content-Length: 500")
            let connection = try await $0.connect()
            await connection.send(request.bytes)
            await connection.finish()
            // A server may also end the connection: there is nobody left who would need an answer.
            if let answer = try? await connection.answer() {
                try answer.expectMessage(400)
            }
            let task = try await $0.exchange($0.request("GET", path)).task()
            try Mismatch.require(
                !task.list("comments").contains { $0["text"]?.stringValue == text }, "no comment of it", got: "one")
        },
        Case(
            "server/malformed/nothing-behind", ["ERROR-02"],
            "What follows a malformed request on its connection is not read as a request."
        ) {
            let text = ServerExamination.word()
            let path = "tasks/\($0.server.taskID)"
            let connection = try await $0.connect()
            let behind = $0.json("POST", "\(path)/comments", ["text": .string(text)])
            await connection.send($0.request("GET", path).without("Host").bytes + behind.bytes)
            try await connection.answer(to: "GET").expectMessage(400)
            _ = await connection.end()
            let task = try await $0.exchange($0.request("GET", path)).task()
            try Mismatch.require(
                !task.list("comments").contains { $0["text"]?.stringValue == text },
                "no comment of the request behind", got: "one")
        },
    ]
}

extension ServerExamination {
    /// What a server that is too lenient takes: a comment with nothing in it.
    fileprivate var emptyComment: WireRequest {
        request("POST", "tasks/\(server.taskID)/comments").adding("Content-Type: application/json")
    }
}

extension WireRequest {
    /// What is odd about one that is malformed, as the end of a sentence.
    fileprivate var oddity: String {
        let names = ["host", "content-length", "transfer-encoding"]
        let odd = fields.filter { names.contains($0.prefix { $0 != ":" }.lowercased()) }
        let size = body.first.map { _ in
            " and a body of \(String(decoding: body.prefix(20), as: UTF8.self).debugDescription)"
        }
        return (odd.isEmpty ? "no Host" : odd.joined(separator: ", ")) + (size ?? "")
    }
}
