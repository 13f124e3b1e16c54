import PyrusFiles

extension ClientCases {
    /// Downloads that break: CLIENT-13.
    static let downloadLost: [Case] = [
        broken("truncated", "truncate", ["after": 50_000], "A body shorter than its Content-Length"),
        broken("truncated-by-one", "truncate", ["after": 99_999], "A body that lacks its last byte"),
        broken("no-body", "truncate", ["after": 0], "A head with a Content-Length and nothing behind it"),
        broken(
            "closed", "close", ["at": "in-answer", "after": 50_000], "A connection closed in the middle of the file"),
        broken("reset", "reset", ["at": "in-answer", "after": 50_000], "A reset in the middle of the file"),
        broken("no-answer", "close", ["at": "before-answer"], "A connection closed without an answer"),
        broken("reset-before", "reset", ["at": "before-answer"], "A reset in the place of the answer"),
        broken("no-head", "malformed", ["what": "head"], "An answer that is no HTTP"),
        broken("wrong-chunks", "malformed", ["what": "chunk"], "A file whose chunks have wrong sizes"),
        broken(
            "too-long-promise", "header", ["name": "Content-Length", "value": "100001"],
            "A Content-Length of one byte more than comes"),
        chunked(
            "chunked-cut",
            "1000\r\n\(String(repeating: "x", count: 4_096))\r\n1000\r\n\(String(repeating: "x", count: 1_000))",
            "A file in chunks, of which the last is cut off,"),
        chunked(
            "chunked-without-end", "5\r\nwhole\r\n",
            "A file in chunks that are whole, but without the one that ends them,"),
        Case(
            client: "client/download/lost/stalled", ["CLIENT-13"],
            "Where the server stops in the middle of a file and then drops the connection, half a file is none: it is an error, or is asked for again."
        ) { client in
            let id = try await client.control.addFile(.pattern(100_000), named: ClientExamination.plainName)
            try await client.control.setFaults([
                Faults.fault("stall", "download", ["side": "write", "after": 50_000])
            ])
            let report = try await client.dropped(afterReceived: 50_000) { try await $0.download(id) }
            // One that asks again gets the file.
            guard case .done(let file) = report.outcome else { return }
            _ = try client.received(file, .pattern(100_000))
        },
        Case(
            client: "client/download/lost/nothing-left", ["CLIENT-13"], level: .should,
            "Of a download that broke nothing is left in the folder that could be taken for the file."
        ) { client in
            try await client.downloadFails(
                [Faults.fault("truncate", "download", times: 0, ["after": 50_000])], of: .pattern(100_000),
                "an error of the client's")
            let left = client.folder.files(below: client.folder.target)
            try Mismatch.require(
                left.isEmpty, "an empty folder",
                got: "\(left.count) files: \(left.map { $0.split(separator: "/").last ?? "" })")
        },
    ]

    private static func chunked(_ name: String, _ chunks: String, _ what: String) -> Case {
        Case(client: "client/download/lost/\(name)", ["CLIENT-13"], "\(what) is reported as an error.") { client in
            let report = try await client.scripted(
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                    + "Content-Disposition: attachment; filename=report.txt\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)"
            )
            try report.expectError("an error, for chunks that do not come to an end")
        }
    }

    private static func broken(
        _ name: String, _ kind: String, _ parameters: KeyValuePairs<String, JSON>, _ what: String
    ) -> Case {
        Case(
            client: "client/download/lost/\(name)", ["CLIENT-13"], "\(what) is reported as an error, and is no file."
        ) { client in
            try await client.downloadFails(
                [Faults.fault(kind, "download", times: 0, parameters)], of: .pattern(100_000),
                "an error of the client's")
        }
    }
}

extension ClientExamination {
    /// Has the client download from a host of the kit's own, whose answer is written out.
    fileprivate func scripted(_ answer: String) async throws -> ClientReport {
        let script: ScriptedHost.Script = { line, address in
            guard line.contains("/auth") else { return Array(answer.utf8) }
            let token: JSON = [
                "access_token": "kit-scripted-token", "api_url": .string("\(address)v4/"),
                "files_url": .string(address),
            ]
            return Array(
                ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(token.compact.utf8.count)\r\n"
                    + "Connection: close\r\n\r\n\(token.compact)").utf8)
        }
        return try await ScriptedHost.with(script) { address, host in
            let report = try await download(
                1_000,
                replacing: [
                    "PYRUS_ORIGIN": String(address.dropLast()), "PYRUS_API_URL": "\(address)v4/",
                    "PYRUS_FILES_URL": address, "PYRUS_AUTH_URL": "\(address)api/v4/auth",
                ])
            guard host.saw("1000") else {
                throw CannotJudge("The client did not ask at the address that its environment names.")
            }
            return report
        }
    }
}
