import PyrusFiles

extension ServerCases {
    /// How an upload becomes a file of a task: ATTACH-01, ATTACH-03 to ATTACH-05, ATTACH-09.
    static let attach: [Case] = [
        Case("server/attach/comment", ["ATTACH-01"], "A guid in a comment's attachments puts the file in it.") {
            let receipt = try await $0.uploaded(FormBody(content: Array("sixteen letters!".utf8), name: "a.txt"))
            let file = try await $0.attached(receipt.guid)
            try Mismatch.compare("name", file["name"], "a.txt")
            try Mismatch.compare("size", file["size"], 16)
            try Mismatch.compare("md5", file["md5"], .string(receipt.md5))
        },
        Case("server/attach/several", ["ATTACH-01"], "Several guids in one comment are attached in their order.") {
            let names = ["1.txt", "2.txt", "3.txt"]
            var guids: [JSON] = []
            for name in names { guids.append(.string(try await $0.uploaded(FormBody(name: name)).guid)) }
            let comment = try await $0.commented(guids)
            let got = comment.attachments.compactMap { $0["name"]?.stringValue }
            try Mismatch.require(
                got == names, "files named \(names.joined(separator: ", "))", got: got.joined(separator: ", "))
        },
        Case(
            "server/attach/file-object", ["ATTACH-04"],
            "A file object is id, name, size, version, md5, url, in that order; its id has 32 bits."
        ) {
            let file = try await $0.attached(try await $0.uploaded().guid)
            try Mismatch.compareKeys("a file object", file, ["id", "name", "size", "version", "md5", "url"])
            _ = try file.fileID()
        },
        Case("server/attach/first-version", ["ATTACH-04"], level: .should, "A file's first version is 1.") {
            let file = try await $0.attached(try await $0.uploaded().guid)
            // 0 was recorded, too: which it is is this contract's choice.
            try Mismatch.compare("version", file["version"], 1)
        },
        Case("server/attach/url", ["ATTACH-04"], "A file object's url is services/attachment?Id={id}.") {
            let file = try await $0.attached(try await $0.uploaded().guid)
            let url = "\($0.files)services/attachment?Id=\(try file.fileID())"
            try Mismatch.compare("url", file["url"], .string(url))
        },
        Case("server/attach/guid-object", ["ATTACH-03"], "An item may be an object with a guid.") {
            let receipt = try await $0.uploaded(FormBody(name: "object.txt"))
            let comment = try await $0.commented([["guid": .string(receipt.guid)]])
            try Mismatch.compare("name", comment.attachments.first?["name"], "object.txt")
        },
        Case("server/attach/attachment-id", ["ATTACH-03"], "attachment_id shows the same file again, under its id.") {
            let file = try await $0.attached(try await $0.uploaded().guid)
            let comment = try await $0.commented([["attachment_id": .integer(try file.fileID())]])
            try Mismatch.compare("the file object", comment.attachments.first, file)
        },
        Case("server/attach/link", ["ATTACH-03"], "A link is a file object of id, name and url alone.") {
            let url: JSON = "https://example.com/a?b=c"
            let comment = try await $0.commented([["url": url, "name": "A link"]])
            let file = comment.attachments.first
            try Mismatch.compareKeys("a link", file, ["id", "name", "url"])
            try Mismatch.compare("name", file?["name"], "A link")
            try Mismatch.compare("url", file?["url"], url)
        },
        Case("server/attach/link-without-name", ["ATTACH-03"], "A link without a name is named by its URL.") {
            let comment = try await $0.commented([["url": "https://example.com/a"]])
            try Mismatch.compare("name", comment.attachments.first?["name"], "https://example.com/a")
        },
        Case("server/attach/mixed", ["ATTACH-03"], "An item of two kinds is 400 invalid_value_format.") {
            for item: JSON in [
                ["url": "https://example.com/a", "guid": "00000000-0000-4000-8000-000000000001"],
                ["attachment_id": 1, "url": "https://example.com/a"],
                ["attachment_id": 1, "guid": "00000000-0000-4000-8000-000000000001"],
            ] { try await $0.exchange($0.comment([item])).expectError(.invalidValueFormat) }
        },
        Case("server/attach/neither", ["ATTACH-03"], "An item of no kind is 400 invalid_value_format.") {
            for item: JSON in [[:], ["name": "a"], 7] {
                try await $0.exchange($0.comment([item])).expectError(.invalidValueFormat)
            }
        },
    ]
}

extension ServerExamination {
    /// The comment that a request makes: found by its text, since others may comment at the same time.
    func commented(_ attachments: [JSON], task: Int64? = nil) async throws -> JSON {
        let text = Self.word()
        let body: JSON = ["text": .string(text), "attachments": .array(attachments)]
        return try await exchange(json("POST", "tasks/\(task ?? server.taskID)/comments", body)).comment(text)
    }
}
