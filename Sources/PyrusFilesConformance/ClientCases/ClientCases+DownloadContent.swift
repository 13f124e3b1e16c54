import PyrusFiles

extension ClientCases {
    /// That any bytes come, however they come: CLIENT-12.
    static let downloadContent: [Case] = [
        received("one-byte", Content([0]), "A file of a single zero comes as it is."),
        received("blank", Content(" \t\r\n\r\n  "), "A file of nothing but blanks and line ends comes as it is."),
        received(
            "every-byte", Content((0...255).flatMap { first in (0...255).flatMap { [UInt8(first), UInt8($0)] } }),
            "Every byte value, in every pair, comes as it is."),
        received("line-ends", Content("\r\na\nb\rc\r\n\r\n"), "Line ends come as they are."),
        received(
            "not-text", Content([0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0xC3, 0x28]), "Bytes that are no UTF-8 come as they are."
        ),
        received(
            "looks-like-error", Content(#"{"error":"A file about errors.","error_code":"server_error"}"#),
            "A file that looks like an error's JSON comes as a file."),
        received("looks-like-html", Content(page), "A file that looks like an error's HTML comes as a file."),
        received(
            "looks-compressed",
            Content([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x04, 0, 0x43, 0xBE, 0xB7, 0xE8, 1, 0, 0, 0]),
            "A file that is compressed is not taken apart."),
        received("64-kib-less-one", .pattern(65_535), "64 KiB less one byte come as they are."),
        received("64-kib", .pattern(65_536), "64 KiB come as they are."),
        received("64-kib-and-one", .pattern(65_537), "64 KiB and one byte come as they are."),
        received("10-mib", .pattern(10 << 20), "10 MiB come as they are."),
        received("limit", .pattern(2_147_483_647), "2,147,483,647 bytes come as they are.", needs: .large),
        received(
            "slow", .pattern(150_000), "A file that comes slowly comes whole.",
            Faults.fault("slow-write", "download", times: 0, ["rate": 100_000])),
        received(
            "small-writes", .pattern(40_000), "A file that comes in writes of 7 bytes comes whole.",
            Faults.fault("dribble", "download", times: 0, ["size": 7])),
        received(
            "chunked", .pattern(1 << 20), "A file that comes in chunks, without a Content-Length, comes whole.",
            Faults.fault("chunked", "download", times: 0)),
        received(
            "delayed", .pattern(1_000), "A file that is a second and a half late comes whole.",
            Faults.fault("delay", "download", times: 0, ["ms": 1_500])),
        Case(
            client: "client/download/content/corrupted", ["CLIENT-12"],
            "A file that was changed on its way is handed over as it came, or reported as an error; it is not mended."
        ) { client in
            let id = try await client.control.addFile(Content("0123456789"), named: ClientExamination.plainName)
            try await client.control.setFaults([Faults.fault("corrupt", "download", times: 0, ["after": 3])])
            let report = try await client.download(id)
            guard case .done(let file) = report.outcome else { return }
            var bytes = Array("0123456789".utf8)
            bytes[3] = ~bytes[3]
            _ = try client.received(file, Content(bytes))
        },
        Case(
            client: "client/download/content/twice", ["CLIENT-21"],
            "Two downloads one after the other come, although the server closes the connection between them."
        ) { client in
            let first = try await client.control.addFile(Content("first"), named: "first.txt")
            let second = try await client.control.addFile(Content("second"), named: "second.txt")
            try await client.control.setFaults([Faults.fault("close", "download", ["at": "after-answer"])])
            try await client.receives(first, Content("first"))
            try await client.connectionsEnded()
            try await client.receives(second, Content("second"))
        },
    ]

    private static func received(
        _ name: String, _ content: Content, _ expectation: String, _ fault: JSON? = nil, needs: Case.Needs = []
    ) -> Case {
        Case(client: "client/download/content/\(name)", ["CLIENT-12"], needs: needs, expectation) {
            try await $0.receives(content, faults: fault.map { [$0] } ?? [])
        }
    }
}
