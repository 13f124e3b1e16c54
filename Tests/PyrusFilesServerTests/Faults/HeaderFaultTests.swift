import PyrusFiles
import Testing

extension ServerTests {
    /// Headers of answers that are replaced, removed and doubled.
    @Suite("Faults of headers")
    struct HeaderFaultTests {
        struct Row: Sendable, CustomTestStringConvertible {
            let fault: String
            let name: String
            let values: [String]
            var testDescription: String { fault }
        }

        @Test(
            "a header is what the fault makes of it, and the next answer is as ever",
            arguments: [
                Row(fault: #""name":"Content-Type","value":"text/html""#, name: "content-type", values: ["text/html"]),
                Row(fault: #""name":"content-disposition""#, name: "content-disposition", values: []),
                Row(fault: #""name":"Date""#, name: "date", values: []),
                Row(fault: #""name":"Date","value":"never","twice":true"#, name: "date", values: ["never", "never"]),
                Row(fault: #""name":"X-New","value":"""#, name: "x-new", values: [""]),
                Row(
                    fault: #""name":"Content-Type","twice":true"#, name: "content-type",
                    values: ["application/octet-stream", "application/octet-stream"]),
                Row(fault: #""name":"X-RateLimit-Limit","value":"9""#, name: "x-ratelimit-limit", values: ["9"]),
            ])
        func headers(row: Row) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"header",\#(row.fault)"#)
                let (changed, next) = try await server.talk { connection in
                    (try connection.exchange(download), try connection.exchange(download))
                }
                #expect(changed.fields.filter { $0.name == row.name }.map(\.value) == row.values)
                #expect(changed.body == telling && next.body == telling)
                #expect(next["content-type"] == "application/octet-stream" && next["date"] != "never")
            }
        }

        @Test(
            "a length that is not the body's own is followed by the end of the connection",
            arguments: [
                (#""value":"2000""#, ["2000"]), (#""value":"10""#, ["10"]), (#""twice":true"#, ["1000", "1000"]),
                (#""value":"-1","twice":true"#, ["-1", "-1"]), (#""twice":false"#, []),
            ])
        func lengths(fault: String, values: [String]) async throws {
            try await withServer { server in
                let download = try await server.download()
                try await server.put(only: #""kind":"header","name":"Content-Length",\#(fault)"#)
                let answer = try await server.answerToEnd(download)
                #expect(answer.head.fields.filter { $0.name == "content-length" }.map(\.value) == values)
                #expect(answer.head["transfer-encoding"] == nil)
                #expect(answer.body == telling && answer.end == .orderly)
            }
        }
    }
}
