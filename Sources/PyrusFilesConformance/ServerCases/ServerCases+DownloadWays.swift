import PyrusFiles

extension ServerCases {
    /// The other way to a file, and what a request for it may carry: DOWNLOAD-06, DOWNLOAD-07, DOWNLOAD-09.
    static let downloadWays: [Case] = [
        Case("server/download/service", ["DOWNLOAD-06"], "services/attachment?Id= is the same download.") {
            let id = try await $0.file()
            try await $0.expectDownload($0.request("GET", "services/attachment?Id=\(id)", at: $0.files))
        },
        Case("server/download/service-lower-case", ["DOWNLOAD-06"], "services/attachment?id= is the same download.") {
            let id = try await $0.file()
            try await $0.expectDownload($0.request("GET", "services/attachment?id=\(id)", at: $0.files))
        },
        Case("server/download/service-unknown-id", ["DOWNLOAD-06"], "An unknown id there is 404 file_is_missing.") {
            let request = $0.request("GET", "services/attachment?Id=2147483646", at: $0.files)
            try await $0.exchange(request, at: $0.files).expectError(.fileIsMissing)
        },
        Case(
            "server/download/service-guid", ["DOWNLOAD-06", "UPLOAD-18"],
            "A guid there is 404 file_is_missing, attached or not."
        ) {
            let guid = try await $0.uploaded().guid
            let request = $0.request("GET", "services/attachment?Id=\(guid)", at: $0.files)
            try await $0.exchange(request, at: $0.files).expectError(.fileIsMissing)
            _ = try await $0.attached(guid)
            try await $0.exchange(request, at: $0.files).expectError(.fileIsMissing)
        },
        Case(
            "server/download/service-other-organization", ["DOWNLOAD-05", "DOWNLOAD-06"], needs: .control,
            "Another organization's file is 403 access_denied_file at services/attachment, too."
        ) {
            let id = try await $0.file()
            try await $0.inNewOrganization { stranger, _ in
                let request = stranger.request("GET", "services/attachment?Id=\(id)", at: stranger.files)
                try await stranger.exchange(request, at: stranger.files).expectError(.accessDeniedFile)
            }
        },
        Case("server/download/json-type", ["DOWNLOAD-07"], "A GET that says it carries JSON is a download.") {
            let id = try await $0.file()
            try await $0.expectDownload(
                $0.request("GET", "files/download/\(id)").adding("Content-Type: application/json"))
        },
        Case("server/download/with-body", ["DOWNLOAD-07"], "A GET with a body is a download.") {
            let id = try await $0.file()
            let request = $0.request("GET", "files/download/\(id)").adding("Content-Type: application/json")
            try await $0.expectDownload(request.with(body: Array("{}".utf8)))
        },
        Case("server/download/unknown-query", ["DOWNLOAD-07"], "Query parameters that nobody knows change nothing.") {
            let id = try await $0.file()
            try await $0.expectDownload($0.request("GET", "files/download/\(id)?Id=1&download=true&_=17"))
        },
        Case("server/download/head", ["DOWNLOAD-09"], "HEAD is answered with a download's headers and no body.") {
            let id = try await $0.file()
            let connection = try await $0.connect()
            await connection.send($0.request("HEAD", "files/download/\(id)").adding("Connection: close").bytes)
            let answer = try await connection.answer(to: "HEAD")
            try answer.expect(200)
            try answer.expect("Content-Length", "12")
            try Mismatch.require(answer["Content-Disposition"] != nil, "a Content-Disposition", got: "none")
            // What would come behind the head is read as another answer, which is none.
            let more = try? await connection.anyAnswer(to: "HEAD")
            let rest = await connection.end()
            try Mismatch.require(more == nil && rest == .closed, "nothing behind the head", got: "more bytes")
        },
        Case(
            "server/download/range", ["DOWNLOAD-09"],
            "A Range, possible or not, is ignored: 200, the whole file, no Accept-Ranges."
        ) {
            let id = try await $0.file()
            for range in ["0-3", "5-2", "-0", "0-18446744073709551615", "9000000000-", "0-0,2-2,4-4"] {
                let request = $0.request("GET", "files/download/\(id)").adding("Range: bytes=\(range)")
                let answer = try await $0.expectDownload(request)
                try Mismatch.require(
                    answer["Accept-Ranges"] == nil, "no Accept-Ranges", got: answer["Accept-Ranges"] ?? "")
            }
        },
        Case("server/download/no-compression", ["DOWNLOAD-09"], "A download is not compressed, whatever is accepted.") {
            let id = try await $0.file(Array(repeating: UInt8(ascii: "a"), count: 20_000))
            let request = $0.request("GET", "files/download/\(id)").adding("Accept-Encoding: gzip, br, deflate")
            let answer = try await $0.exchange(request)
            try answer.expect(200)
            let coding = answer["Content-Encoding"]
            try Mismatch.require(coding == nil, "no Content-Encoding", got: coding ?? "")
            try answer.expectBody(Array(repeating: UInt8(ascii: "a"), count: 20_000))
        },
    ]
}

extension ServerExamination {
    /// A request that has to be answered with the file that ``file(_:name:)`` makes by itself.
    @discardableResult
    func expectDownload(_ request: WireRequest, at address: ServerAddress? = nil) async throws -> WireAnswer {
        let isService = request.target.contains("services/")
        let answer = try await exchange(request, at: address ?? (isService ? files : nil))
        try answer.expect(200)
        try answer.expectBody(Array("file content".utf8))
        try Mismatch.require(
            answer["Content-Disposition"] == "attachment; filename=test.txt",
            "Content-Disposition: attachment; filename=test.txt", got: answer["Content-Disposition"] ?? "none")
        return answer
    }

    /// Waits until something has come over the connection that was opened last.
    func waitForBytes() async throws {
        let last = transcript.events.map(\.connection).max()
        for _ in 0..<2_000 {
            let hasCome = transcript.events.contains { event in
                guard case .received = event.kind else { return false }
                return event.connection == last
            }
            if hasCome { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw WireFailure.late
    }
}
