import PyrusFiles

extension ServerCases {
    /// Files that come in versions: ATTACH-06.
    static let versions: [Case] = [
        Case(
            "server/versions/new", ["ATTACH-06", "ATTACH-04"],
            "With root_id an upload is the next version: an id of its own, root_id of the first, version one higher."
        ) {
            let first = try await $0.attached(try await $0.uploaded().guid)
            let second = try await $0.version(of: first, "second")
            try Mismatch.compare("root_id", second["root_id"], first["id"] ?? .null)
            try Mismatch.compare("version", second["version"], .integer((first["version"]?.int64Value ?? 0) + 1))
            try Mismatch.require(second["id"] != first["id"], "another id", got: "that of the first version")
            try Mismatch.require(
                second.objectValue?.last?.key == "root_id", "root_id as the last field",
                got: second.objectValue?.last?.key ?? "none")
        },
        Case(
            "server/versions/of-a-version", ["ATTACH-06"],
            "root_id may name a later version: the third is a version of the first, too."
        ) {
            let first = try await $0.attached(try await $0.uploaded().guid)
            let second = try await $0.version(of: first, "second")
            let third = try await $0.version(of: second, "third")
            try Mismatch.compare("root_id", third["root_id"], first["id"] ?? .null)
            try Mismatch.compare("version", third["version"], .integer((first["version"]?.int64Value ?? 0) + 2))
        },
        Case("server/versions/downloads", ["ATTACH-06", "DOWNLOAD-01"], "Each version downloads its own bytes.") {
            let first = try await $0.attached(try await $0.uploaded(FormBody(content: Array("first".utf8))).guid)
            let second = try await $0.version(of: first, "second")
            try await $0.download(try first.fileID()).expectBody(Array("first".utf8))
            try await $0.download(try second.fileID()).expectBody(Array("second".utf8))
        },
        Case("server/versions/unknown-root", ["ATTACH-06"], "An unknown root_id is 400 unrecognized_attachment_id.") {
            let guid = try await $0.uploaded().guid
            let item: JSON = ["guid": .string(guid), "root_id": 2_147_483_646]
            try await $0.exchange($0.comment([item])).expectError(.unrecognizedAttachmentID)
        },
        Case(
            "server/versions/other-organization", ["ATTACH-06"], needs: .control,
            "A root_id of another organization's file is 400 unrecognized_attachment_id."
        ) {
            let root = try await $0.file()
            try await $0.inNewOrganization { stranger, _ in
                let guid = try await stranger.uploaded().guid
                let item: JSON = ["guid": .string(guid), "root_id": .integer(root)]
                try await stranger.exchange(stranger.comment([item])).expectError(.unrecognizedAttachmentID)
            }
        },
        Case("server/versions/without-guid", ["ATTACH-03"], "root_id without a guid is 400 invalid_value_format.") {
            let id = try await $0.file()
            try await $0.exchange($0.comment([["attachment_id": .integer(id), "root_id": .integer(id)]]))
                .expectError(.invalidValueFormat)
        },
    ]
}

extension ServerExamination {
    /// The file object of a new version of a file, with these bytes.
    fileprivate func version(of file: JSON, _ content: String) async throws -> JSON {
        let guid = try await uploaded(FormBody(content: Array(content.utf8))).guid
        let comment = try await commented([["guid": .string(guid), "root_id": .integer(try file.fileID())]])
        guard let version = comment.attachments.first else {
            throw Mismatch(expected: "a file object in the comment", actual: "none")
        }
        return version
    }
}
