import PyrusFiles

extension ClientCases {
    /// How an upload is put together: CLIENT-02, CLIENT-03.
    static let uploadForm: [Case] = [
        Case(
            client: "client/upload/form/well-formed", ["CLIENT-02"], observe: isWellFormed,
            "The upload is multipart/form-data, its boundary in the header and not in the file."
        ) { try await $0.delivers() },
        Case(
            client: "client/upload/form/one-file", ["CLIENT-03"], observe: hasOneFile,
            "A request has exactly one part with a file."
        ) { try await $0.delivers() },
        Case(
            client: "client/upload/form/three-files", ["CLIENT-03"],
            "Three files are three requests, and three uploads on the server."
        ) { client in
            for number in 1...3 { try await client.delivers(Content("file \(number)"), named: "\(number).txt") }
            try await client.observe(hasOneFile)
            let count = try await client.observation().requests(.upload).count
            try Mismatch.require(count == 3, "three requests", got: "\(count)")
        },
        Case(
            client: "client/upload/form/bytes-as-they-are", ["CLIENT-04"], observe: isNotEncoded,
            "The part's content is the file's own bytes, neither encoded for mail nor compressed."
        ) { try await $0.delivers(.pattern(4_096), named: "image.jpg") },
    ]

    private static let isWellFormed: ClientCheck.Observe = { seen in
        for request in try seen.some(.upload) {
            let type = request.value(of: "Content-Type") ?? "no Content-Type"
            try Mismatch.require(
                type.lowercased().hasPrefix("multipart/form-data") && request.boundary != nil,
                "Content-Type: multipart/form-data with a boundary", got: type)
            if let note = request.note("boundary-in-content") {
                throw Mismatch(
                    expected: "a boundary that the file has not", actual: "an upload of which is noted: \(note)")
            }
        }
    }

    private static let hasOneFile: ClientCheck.Observe = { seen in
        for request in try seen.some(.upload) where request.status == 200 || request.parts.count > 1 {
            let files = request.parts.count { $0.fileName != nil }
            try Mismatch.require(files == 1, "one file in a request", got: "\(files)")
        }
    }

    private static let isNotEncoded: ClientCheck.Observe = { seen in
        for request in try seen.some(.upload) {
            guard let note = request.note("part-encoded", "part-content-encoding") else { continue }
            throw Mismatch(expected: "the file's own bytes", actual: "an upload of which is noted: \(note)")
        }
    }
}
