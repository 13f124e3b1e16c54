import PyrusFiles

/// What cases take out of answers that hold a task or a file.
extension WireAnswer {
    /// What stands below the API: `{"Message":…}` (ERROR-02).
    func expectMessage(_ statuses: Int...) throws {
        let names = statuses.map(String.init).joined(separator: " or ")
        try Mismatch.require(statuses.contains(status), "status \(names)", got: summary)
        try Mismatch.require(
            json?["Message"]?.stringValue?.isEmpty == false, "JSON with a sentence under Message", got: summary)
    }

    /// The task that an answer has to be.
    func task() throws -> JSON {
        try expect(200)
        guard let task = json?["task"], task.objectValue != nil else {
            throw Mismatch(expected: "an object under task", actual: summary)
        }
        return task
    }

    /// The comment of a task that has this text.
    func comment(_ text: String) throws -> JSON {
        let comments = try task()["comments"]?.arrayValue ?? []
        guard let comment = comments.last(where: { $0["text"]?.stringValue == text }) else {
            throw Mismatch(expected: "the task to hold the comment \(text)", actual: "\(comments.count) others")
        }
        return comment
    }
}

extension JSON {
    /// The list under a name, empty where there is none.
    func list(_ name: String) -> [JSON] { self[name]?.arrayValue ?? [] }

    /// The file objects that a comment, or a task, has itself.
    var attachments: [JSON] { list("attachments") }

    /// The id that a file object has to have.
    func fileID() throws -> Int64 {
        guard let id = self["id"]?.int64Value, Int32(exactly: id) != nil else {
            throw Mismatch(expected: "an id of 32 bits", actual: self["id"]?.compact ?? "none")
        }
        return id
    }
}
