import PyrusFiles

extension ServerCases {
    /// Every octet there is, and what protocols are made of at both ends.
    private static let octets = Array("\r\n--".utf8) + (0...255).map { UInt8($0) } + Array("--\r\n".utf8)
    /// As it was recorded (DOWNLOAD-03).
    private static let unknownID = Array(APIError(.unrecognizedAttachmentID).body.utf8)

    /// What a download is: DOWNLOAD.
    static let download: [Case] = [
        Case("server/download/bytes", ["DOWNLOAD-01"], "A download has every octet of the file as it was sent.") {
            let answer = try await $0.download(try await $0.file(octets))
            try answer.expect(200)
            try answer.expectBody(octets)
        },
        Case("server/download/long", ["DOWNLOAD-01"], "A file of 1 MiB and a byte comes whole, under its length.") {
            let content = (0...1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let answer = try await $0.download(try await $0.file(content))
            try answer.expect(200)
            try answer.expect("Content-Length", "\(content.count)")
            try answer.expectBody(content)
        },
        Case("server/download/length", ["DOWNLOAD-01"], "A download says its Content-Length.") {
            let answer = try await $0.download(try await $0.file())
            try answer.expect("Content-Length", "12")
        },
        Case("server/download/type", ["DOWNLOAD-01"], "A download is of type application/octet-stream.") {
            let answer = try await $0.download(try await $0.file(name: "page.html"))
            try answer.expect("Content-Type", "application/octet-stream")
        },
        Case("server/download/attachment", ["DOWNLOAD-01"], "A download is an attachment with a filename.") {
            let answer = try await $0.download(try await $0.file())
            let value = answer["Content-Disposition"]
            try Mismatch.require(
                value?.hasPrefix("attachment; filename=") == true, "Content-Disposition: attachment; filename=…",
                got: value ?? "no Content-Disposition")
        },
        Case("server/download/unknown-id", ["DOWNLOAD-03"], "An id that no file has is answered as it was recorded.") {
            let answer = try await $0.exchange($0.request("GET", "files/download/2147483646"))
            try answer.expectError(.unrecognizedAttachmentID)
            try answer.expectText(unknownID)
        },
        Case(
            "server/download/no-number", ["DOWNLOAD-04"],
            "What is no number, or none of 32 bits, is answered as an unknown id."
        ) {
            for id in ["abc", "1.5", "-1", "1e3", "99999999999999999999999"] {
                let answer = try await $0.exchange($0.request("GET", "files/download/\(id)"))
                try answer.expectError(.unrecognizedAttachmentID)
                try answer.expectText(unknownID)
            }
        },
        Case("server/download/guid", ["DOWNLOAD-04"], "A guid is answered as an unknown id, attached or not.") {
            let guid = try await $0.uploaded().guid
            let request = $0.request("GET", "files/download/\(guid)")
            try await $0.exchange(request).expectError(.unrecognizedAttachmentID)
            _ = try await $0.attached(guid)
            try await $0.exchange(request).expectError(.unrecognizedAttachmentID)
        },
        Case(
            "server/download/other-organization", ["DOWNLOAD-05", "AUTH-08"], needs: .control,
            "Another organization's file is 403 access_denied_file."
        ) {
            let id = try await $0.file()
            try await $0.inNewOrganization { stranger, _ in
                try await stranger.download(id).expectError(.accessDeniedFile)
            }
        },
        Case("server/download/unreadable-json", ["DOWNLOAD-08"], "A file with JSON in it is not sent as JSON.") {
            let id = try await $0.file(Array(#"{"error_code":"server_error"}"#.utf8), name: "answer.json")
            for request in [
                $0.request("GET", "files/download/\(id)"),
                $0.request("GET", "services/attachment?Id=\(id)", at: $0.files),
            ] {
                let answer = try await $0.exchange(request, at: $0.files)
                try answer.expect(200)
                let type = answer["Content-Type"] ?? ""
                try Mismatch.require(!type.contains("json"), "another Content-Type than JSON's", got: type)
                try Mismatch.require(
                    answer.values("Content-Disposition").count == 1, "one Content-Disposition",
                    got: "\(answer.values("Content-Disposition").count)")
            }
        },
        Case(
            "server/download/removed-meanwhile", ["DOWNLOAD-10"], needs: .control,
            "A download under way comes whole although its file is removed meanwhile."
        ) {
            try await $0.inNewOrganization { user, organization in
                let content = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 251) }
                let id = try await user.file(content)
                // Slow enough to be still on its way when its file goes.
                let request = user.request("GET", "files/download/\(id)")
                    .adding("X-Pyrus-Fault: slow-write; rate=4000000")
                let connection = try await user.connect()
                await connection.send(request.bytes)
                try await user.waitForBytes()
                try await organization.control.reset(organization.name)
                let answer = try await connection.answer(to: "GET")
                try answer.expect(200)
                try answer.expectBody(content)
            }
        },
    ]
}

extension WireAnswer {
    /// A body that is known to the byte.
    fileprivate func expectText(_ bytes: [UInt8]) throws {
        try Mismatch.require(
            body == bytes, String(decoding: bytes, as: UTF8.self), got: String(decoding: body, as: UTF8.self))
    }
}
