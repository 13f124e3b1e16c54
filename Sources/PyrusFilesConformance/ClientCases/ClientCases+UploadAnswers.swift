import PyrusFiles

extension ClientCases {
    /// Answers that are right, however they come, and those that say the wrong thing: CLIENT-11, CLIENT-17.
    static let uploadAnswers: [Case] = [
        Case(
            client: "client/upload/answer/wrong-md5", ["CLIENT-11"],
            "A receipt with another MD5 than the file's is reported as an error."
        ) {
            try await $0.uploadFails([Faults.fault("wrong-md5", "upload", times: 0)], "an error, for a wrong md5_hash")
        },
        Case(
            client: "client/upload/answer/upper-case-md5", ["CLIENT-11", "CLIENT-17"], level: .must,
            setting: StageSetting(isObserved: true), "A receipt whose MD5 is in upper case is a right one."
        ) { try await $0.delivers() },
        Case(
            client: "client/upload/answer/lower-case-md5", ["CLIENT-17"],
            "A receipt whose MD5 is in lower case is a right one."
        ) { try await $0.delivers() },
        Case(
            client: "client/upload/answer/unknown-fields", ["CLIENT-17"],
            "Fields of a receipt that the client does not know, before, between and behind the others, are ignored."
        ) { client in
            let guid = "08923d83-255b-4f18-b0eb-5c4d3b9bf1d2"
            let md5 = ClientExamination.plain.md5?.hex(.documented) ?? ""
            let body =
                #"{"a":{"b":[1,null]},"guid":"\#(guid)","version":3,"md5_hash":"\#(md5)","warnings":["x"]}"#
            try await client.control.setFaults([Faults.answer(200, body, "application/json; charset=utf-8", "upload")])
            let path = try client.folder.write(ClientExamination.plain, named: ClientExamination.plainName)
            let receipt = try await client.upload(path).expectDone("guid and md5_hash")
            try Mismatch.compare("guid", receipt["guid"], .string(guid))
            try Mismatch.require(
                receipt["md5_hash"]?.stringValue?.lowercased() == md5, "md5_hash \(md5)", got: receipt.compact)
        },
        taken("delayed", "delay", ["ms": 1_500], "An answer that takes a second and a half"),
        taken("in-chunks", "chunked", [:], "An answer in chunks"),
        taken("byte-by-byte", "dribble", ["size": 1], "An answer that comes byte by byte"),
        taken("slowly-written", "slow-write", ["rate": 40], "An answer that comes slowly"),
        Case(
            client: "client/upload/answer/slowly-read", ["CLIENT-04"],
            "An upload that the server reads slowly arrives."
        ) {
            try await $0.delivers(.pattern(1 << 20), faults: [Faults.fault("slow-read", "upload", ["rate": 600_000])])
        },
        Case(
            client: "client/upload/answer/doubled-header", ["CLIENT-17"],
            "An answer with a header twice, and one that nobody knows, is a right one."
        ) {
            try await $0.delivers(
                faults: [Faults.fault("header", "upload", ["name": "X-Kit", "value": "1", "twice": true])])
        },
    ]

    private static func taken(
        _ name: String, _ kind: String, _ parameters: KeyValuePairs<String, JSON>, _ what: String
    ) -> Case {
        Case(client: "client/upload/answer/\(name)", ["CLIENT-04"], "\(what) is understood.") {
            try await $0.delivers(faults: [Faults.fault(kind, "upload", parameters)])
        }
    }
}
