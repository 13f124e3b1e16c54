import PyrusFiles

extension ClientCases {
    /// Upload, attach, read the task, download: CLIENT-22.
    static let roundtrip: [Case] = [
        Case(
            client: "client/roundtrip/whole", ["CLIENT-22"],
            "A file goes the whole way round: uploaded, attached to the task, found in it, downloaded."
        ) { try await $0.goesRound() },
        Case(
            client: "client/roundtrip/name", ["CLIENT-22", "CLIENT-05"], level: .should,
            "A file with a name in Cyrillic goes the whole way round."
        ) { try await $0.goesRound(named: "отчёт за март.txt") },
        Case(
            client: "client/roundtrip/10-mib", ["CLIENT-22", "CLIENT-12"], level: .should,
            "10 MiB go the whole way round."
        ) { try await $0.goesRound(.pattern(10 << 20)) },
        Case(
            client: "client/roundtrip/upper-case-md5", ["CLIENT-22", "CLIENT-17"], level: .should,
            setting: StageSetting(isObserved: true), "With MD5 in upper case, a file goes the whole way round."
        ) { try await $0.goesRound() },
        Case(
            client: "client/roundtrip/connection-close", ["CLIENT-21"],
            "With Connection: close in every answer, a file goes the whole way round."
        ) {
            try await $0.goesRound(faults: [["kind": "header", "name": "Connection", "value": "close", "times": 0]])
            try $0.keepsNoConnection()
        },
        Case(
            client: "client/roundtrip/attach-refused", ["CLIENT-07"],
            "Where the comment that attaches the file is refused, the client reports an error."
        ) { client in
            try await client.control.setFaults([
                Faults.error(.accessDenied, "comment"), Faults.error(.accessDenied, "task"),
            ])
            let path = try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
            try await client.roundtrip(path).expectError("an error, where the file can't be attached")
        },
    ]
}

extension ClientExamination {
    fileprivate func goesRound(
        _ content: Content = plain, named name: String = plainName, faults: [JSON] = []
    ) async throws {
        let path = try folder.write(content, named: name)
        try await control.setFaults(faults)
        let report = try await roundtrip(path)
        let stored = try await control.storedUploads()
        // What arrived tells more of what is wrong than what the client noticed of it.
        if !stored.isEmpty { try expectOne(stored, content, named: name) }
        let result = try report.expectDone("guid, md5_hash, id and path of a file that went the whole way round")
        try expectOne(stored, content, named: name)
        try expect(result, of: stored[0])
        try Mismatch.require(
            stored[0].references > 0, "the file to be attached", got: "an upload that nothing refers to")
        let id = result["id"]?.int64Value
        try Mismatch.require(
            try await control.attachedIDs().contains { $0 == id }, "the id of the attached file",
            got: result["id"]?.compact ?? "no id")
        _ = try received(result, content)
    }
}
