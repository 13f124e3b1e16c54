import PyrusFiles

extension ClientCases {
    /// That any name arrives, and stays within its header: CLIENT-05, CLIENT-06.
    static let uploadNames: [Case] = [
        name("spaces", "a  name with spaces.txt", "A name with spaces arrives."),
        name("quotes", "a \"quoted\" name.txt", "A name with quotes arrives."),
        name("apostrophe", "it's a name.txt", "A name with an apostrophe arrives."),
        name("semicolon", "a; filename=b.txt", "A name with a semicolon arrives."),
        name("percent", "100% of 50%25.txt", "A name with percent signs arrives."),
        name("plus-and-ampersand", "a+b&c=d#e.txt", "A name with signs that mean something in a URL arrives."),
        name("cyrillic", "отчёт за март.txt", "A name in Cyrillic arrives."),
        name("cjk", "報告書-보고서.txt", "A name in Chinese and Korean arrives."),
        name("emoji", "👩‍👩‍👧‍👦 🇰🇿.txt", "A name with emoji of several scalars arrives."),
        name("combining", "e\u{301}a\u{30A}.txt", "A name with combining marks arrives as it is, not composed."),
        name("right-to-left", "דוח مارس.txt", "A name that is written from right to left arrives."),
        name("dots", "..report...txt", "A name that begins with dots arrives."),
        name("no-extension", "Makefile", "A name without an extension arrives."),
        name(
            "200-characters", String(repeating: "a", count: 145) + String(repeating: "ж", count: 55),
            "A name of 200 characters and 255 bytes arrives."),
        Case(
            client: "client/upload/name/backslash", ["CLIENT-05"],
            "A name with a backslash arrives, of which the server keeps the last segment."
        ) { client in
            // What stands before it may be taken for a folder (UPLOAD-12), and is by the service.
            let path = try client.folder.write(ClientExamination.plain, named: "back\\slash.txt")
            _ = try await client.upload(path).expectDone("guid and md5_hash of an upload")
            let stored = try await client.control.storedUploads().map(\.name)
            try Mismatch.require(
                stored == ["slash.txt"] || stored == ["back\\slash.txt"], "the name slash.txt to arrive",
                got: "\(stored)")
        },
        Case(
            client: "client/upload/name/header-injection", ["CLIENT-06"], observe: staysInHeader,
            "A name with CR and LF adds no header and no part: they are encoded, or the client refuses the name."
        ) { try await $0.isContained("a\r\nX-Injected: yes\r\n\r\nbody.txt") },
        Case(
            client: "client/upload/name/line-feed", ["CLIENT-06"], "A name with a lone LF adds no header."
        ) { try await $0.isContained("a\nX-Injected: yes.txt") },
        Case(
            client: "client/upload/name/quote-injection", ["CLIENT-06"],
            "A name with a quote and a parameter behind it adds no parameter."
        ) { client in
            let name = "a\"; filename=\"b.txt"
            let stored = try await client.isContained(name)
            try Mismatch.require(
                stored.isEmpty || stored == [name], "the name \(name.debugDescription), if any", got: "\(stored)")
        },
    ]

    private static func name(_ id: String, _ name: String, _ expectation: String) -> Case {
        Case(client: "client/upload/name/\(id)", ["CLIENT-05"], expectation) { try await $0.delivers(named: name) }
    }

    fileprivate static let staysInHeader: ClientCheck.Observe = { seen in
        for request in try seen.some(.upload) {
            guard let note = request.note("line-end-in-name") else { continue }
            throw Mismatch(
                expected: "line ends of a name to be encoded", actual: "a request of which is noted: \(note)")
        }
    }
}

extension ClientExamination {
    /// Has the client upload a file under a name that means harm: either it refuses, or the file arrives unchanged and alone.
    ///
    /// - Returns: the names that are stored.
    @discardableResult
    fileprivate func isContained(_ name: String) async throws -> [String] {
        let path = try folder.write(Self.plain, named: name)
        let report = try await upload(path)
        let seen = try await observation()
        if !seen.requests(.upload).isEmpty { try ClientCases.staysInHeader(seen) }
        if case .failed = report.outcome {
            // What the server refused was broken on its way; what was not sent is not.
            let refused = seen.requests(.upload).contains { $0.status != 200 }
            try Mismatch.require(!refused, "a request that is well-formed, or none", got: "one that the server refused")
            return []
        }
        let stored = try await control.storedUploads()
        try Mismatch.require(
            stored.count == 1 && stored[0].md5 == Self.plain.md5, "one file with its bytes unchanged",
            got: stored.isEmpty ? "none" : "\(stored.count), the first of \(stored[0].size) bytes")
        return stored.map(\.name)
    }
}
