import PyrusFiles

extension ServerCases {
    /// Fields of tasks, files among them: ATTACH-02.
    static let fields: [Case] = [
        Case("server/fields/file-by-id", ["ATTACH-02"], "A file field by id comes back as type file with file objects.")
        { user in
            let guid: JSON = .string(try await user.uploaded().guid)
            let task = try await user.made(["fields": [["id": 1, "value": [["guid": guid]]]]])
            try await user.expectFileField(task.list("fields").first, "id", 1)
        },
        Case("server/fields/file-by-name", ["ATTACH-02"], "A file field may be named by its name.") { user in
            let guid: JSON = .string(try await user.uploaded().guid)
            let task = try await user.made(["fields": [["name": "Scan", "value": [guid]]]])
            try await user.expectFileField(task.list("fields").first, "name", "Scan")
        },
        Case("server/fields/other-value", ["ATTACH-02"], "A value of another kind comes back as it came.") { user in
            let values: [JSON] = ["text", 12, ["choice_id": 3], [1, 2]]
            let fields = values.enumerated().map { ["id": .integer($0 + 1), "value": $1] as JSON }
            let task = try await user.made(["text": "A case of the kit", "fields": .array(fields)])
            let got = task.list("fields").map { $0["value"] ?? .null }
            try Mismatch.compare("the fields' values", .array(got), .array(values))
        },
        Case(
            "server/fields/update", ["ATTACH-02"],
            "A comment's field_updates replaces the field's value in the task, and stays in the comment."
        ) { user in
            let old: JSON = .string(try await user.uploaded(FormBody(name: "old.txt")).guid)
            let made = try await user.made(["fields": [["id": 1, "value": [old]]]])
            let new: JSON = .string(try await user.uploaded(FormBody(name: "new.txt")).guid)
            let path = "tasks/\(made["id"]?.int64Value ?? 0)/comments"
            let update: JSON = ["field_updates": [["id": 1, "value": [new]]]]
            let task = try await user.exchange(user.json("POST", path, update)).task()
            let files = task.list("fields").flatMap { $0.list("value") }.map { $0["name"] ?? .null }
            try Mismatch.compare("the names in the task's field", .array(files), ["new.txt"])
            let updated = task.list("comments").flatMap { $0.list("field_updates") }.flatMap { $0.list("value") }
            try Mismatch.compare("name in the comment's field", updated.first?["name"], "new.txt")
        },
        Case("server/fields/unknown-keys", ["ATTACH-02"], "Keys that nobody knows are ignored.") { user in
            let sent: JSON = ["text": "A case of the kit", "participants": [["id": 1]], "kit_does_not_exist": [:]]
            let task = try await user.made(sent)
            try Mismatch.require(
                task["kit_does_not_exist"] == nil, "no key that is unknown", got: task.compact)
        },
        Case("server/fields/used-up", ["ATTACH-05"], "A file field uses its guid up.") { user in
            let guid: JSON = .string(try await user.uploaded().guid)
            _ = try await user.made(["fields": [["id": 1, "value": [guid]]]])
            try await user.exchange(user.comment([guid])).expectError(.unrecognizedAttachmentID)
        },
    ]
}

extension ServerExamination {
    fileprivate func expectFileField(_ field: JSON?, _ name: String, _ value: JSON) async throws {
        try Mismatch.compare(name, field?[name], value)
        try Mismatch.compare("type", field?["type"], "file")
        guard let file = field?.list("value").first else {
            throw Mismatch(expected: "a file object in the field", actual: field?.compact ?? "no field")
        }
        try await download(try file.fileID()).expectBody(Array("file content".utf8))
    }
}
