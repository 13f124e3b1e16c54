import PyrusFiles

extension ServerCases {
    /// Tasks, and how they are shown: ATTACH-07, ATTACH-08, ATTACH-11.
    static let tasks: [Case] = [
        Case("server/tasks/new", ["ATTACH-11"], "POST /tasks with a text makes a task that has it.") { user in
            let task = try await user.made(["text": "A case of the kit"])
            try Mismatch.compare("text", task["text"], "A case of the kit")
            try Mismatch.require(task["id"]?.int64Value != nil, "a number under id", got: task.compact)
            let author = task["author"]
            try Mismatch.require(
                author?["id"]?.int64Value != nil && author?["email"]?.stringValue != nil
                    && author?["first_name"]?.stringValue != nil,
                "an author with id, first_name and email", got: author?.compact ?? "no author")
        },
        Case(
            "server/tasks/attachments", ["ATTACH-02", "ATTACH-08"],
            "The files that a task is created with stand in its own attachments, and are downloads."
        ) { user in
            let guid: JSON = .string(try await user.uploaded().guid)
            let task = try await user.made(["text": "A case of the kit", "attachments": [guid]])
            guard let file = task.attachments.first else {
                throw Mismatch(expected: "a file object in the task's attachments", actual: task.compact)
            }
            try await user.download(try file.fileID()).expectBody(Array("file content".utf8))
        },
        Case(
            "server/tasks/read", ["ATTACH-08"],
            "GET /tasks/{id} shows each comment with its own files, and the task with those it was created with."
        ) { user in
            let own: JSON = .string(try await user.uploaded(FormBody(name: "task.txt")).guid)
            let made = try await user.made(["text": "A case of the kit", "attachments": [own]])
            let id = made["id"]?.int64Value ?? 0
            for name in ["first.txt", "second.txt"] {
                let guid = try await user.uploaded(FormBody(name: name)).guid
                _ = try await user.commented([.string(guid)], task: id)
            }
            let task = try await user.exchange(user.request("GET", "tasks/\(id)")).task()
            let names = ([task] + task.list("comments")).map { holder in
                holder.attachments.compactMap { $0["name"]?.stringValue }.joined(separator: "+")
            }
            try Mismatch.require(
                names == ["task.txt", "first.txt", "second.txt"],
                "task.txt in the task, first.txt and second.txt in its comments",
                got: names.joined(separator: ", "))
        },
        Case("server/tasks/no-empty-fields", ["ATTACH-07"], "What is empty is left out: no null, no empty list.") {
            user in
            let made = try await user.made(["text": "A case of the kit", "attachments": [], "fields": []])
            let path = "tasks/\(made["id"]?.int64Value ?? 0)"
            try await user.exchange(user.json("POST", "\(path)/comments", ["attachments": []])).expect(200)
            let task = try await user.exchange(user.request("GET", path)).task()
            if let empty = task.emptyField {
                throw Mismatch(expected: "no field that is empty", actual: "\(empty) in \(task.compact)")
            }
        },
        Case("server/tasks/dates", ["ATTACH-07"], "Dates are UTC to the second, as 2017-08-17T15:32:11Z.") { user in
            let task = try await user.made(["text": "A case of the kit"])
            for name in ["create_date", "last_modified_date"] {
                let date = task[name]?.stringValue ?? ""
                try Mismatch.require(
                    Timestamp.parse(date).map { Timestamp.text(secondsSince1970: $0) } == date,
                    "\(name) as 2017-08-17T15:32:11Z", got: date.isEmpty ? "none" : date)
            }
        },
        Case("server/tasks/nothing-in-it", ["ATTACH-11"], "A task without text and fields: required_parameter_missing.")
        {
            try await $0.exchange($0.json("POST", "tasks", [:])).expectError(.requiredParameterMissing)
        },
        Case("server/tasks/empty-comment", ["ATTACH-11"], "A comment needs nothing: {} makes one.") { user in
            let made = try await user.made(["text": "A case of the kit"])
            let path = "tasks/\(made["id"]?.int64Value ?? 0)/comments"
            let task = try await user.exchange(user.json("POST", path, [:])).task()
            let count = task.list("comments").count
            try Mismatch.require(count == 1, "one comment in the task", got: "\(count)")
        },
        Case(
            "server/tasks/comment", ["ATTACH-11", "ATTACH-07"],
            "A comment is id, text, create_date and author, and nothing that is empty."
        ) { user in
            let comment = try await user.commented([])
            try Mismatch.compareKeys("a comment", comment, ["id", "text", "create_date", "author"])
            try Mismatch.compareKeys("its author", comment["author"], ["id", "first_name", "email"])
        },
        Case("server/tasks/guid-used-up", ["ATTACH-05"], "A guid that a comment has can't make a task's file.") {
            user in
            let guid: JSON = .string(try await user.uploaded().guid)
            _ = try await user.commented([guid])
            try await user.exchange(user.json("POST", "tasks", ["text": "A case of the kit", "attachments": [guid]]))
                .expectError(.unrecognizedAttachmentID)
        },
        Case("server/tasks/as-sent", ["ATTACH-11"], "form_id and subject come back as they were sent.") { user in
            let sent: JSON = ["text": "A case of the kit", "form_id": 17, "subject": "«Тема»"]
            let task = try await user.made(sent)
            try Mismatch.compare("form_id", task["form_id"], 17)
            try Mismatch.compare("subject", task["subject"], "«Тема»")
        },
        Case("server/tasks/unknown", ["ATTACH-11"], "An unknown task is 403 access_denied, read or commented on.") {
            try await $0.exchange($0.request("GET", "tasks/2147483646")).expectError(.accessDenied)
            try await $0.exchange($0.json("POST", "tasks/2147483646/comments", ["text": "a"]))
                .expectError(.accessDenied)
        },
        Case(
            "server/tasks/other-organization", ["ATTACH-11"], needs: .control,
            "Another organization's task is 403 access_denied."
        ) { examination in
            try await examination.inNewOrganization { owner, _ in
                let id = try await owner.made(["text": "A case of the kit"])["id"]?.int64Value ?? 0
                try await examination.exchange(examination.request("GET", "tasks/\(id)")).expectError(.accessDenied)
            }
        },
        Case(
            "server/tasks/start-task", ["ATTACH-11"], needs: .control,
            "A task that is there from the start is in every organization, with that one's comments only."
        ) { examination in
            let path = "tasks/\(examination.server.taskID)"
            try await examination.inNewOrganization { stranger, _ in
                let theirs = try await stranger.commented([], task: stranger.server.taskID)["text"]
                let ours = try await examination.exchange(examination.request("GET", path)).task()
                try Mismatch.require(
                    !ours.list("comments").contains { $0["text"] == theirs },
                    "no comment of another organization", got: "one")
            }
        },
    ]
}

extension ServerExamination {
    /// A task that `POST /tasks` makes.
    func made(_ task: JSON) async throws -> JSON { try await exchange(json("POST", "tasks", task)).task() }
}

extension JSON {
    /// The name of a field somewhere within that is null or an empty list.
    fileprivate var emptyField: String? {
        for member in objectValue ?? [] {
            if member.value.isNull || member.value.arrayValue?.isEmpty == true { return member.key }
            if let empty = member.value.emptyField { return empty }
        }
        return (arrayValue ?? []).lazy.compactMap(\.emptyField).first
    }
}
