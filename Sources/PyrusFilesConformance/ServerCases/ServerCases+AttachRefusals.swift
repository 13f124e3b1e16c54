import PyrusFiles

extension ServerCases {
    /// What can't be attached: ATTACH-05, ATTACH-09.
    static let attachRefusals: [Case] = [
        Case("server/attach/used-twice", ["ATTACH-05"], "A guid that is attached already can't be attached again.") {
            let guid = try await $0.uploaded().guid
            _ = try await $0.attached(guid)
            try await $0.exchange($0.comment([.string(guid)])).expectError(.unrecognizedAttachmentID)
        },
        Case("server/attach/twice-at-once", ["ATTACH-05"], "A guid can't stand twice in one comment.") {
            let guid: JSON = .string(try await $0.uploaded().guid)
            try await $0.exchange($0.comment([guid, guid])).expectError(.unrecognizedAttachmentID)
        },
        Case("server/attach/unknown-guid", ["ATTACH-05"], "A guid that nobody was given can't be attached.") {
            try await $0.exchange($0.comment(["3f2504e0-4f89-41d3-9a0c-0305e82c3301"]))
                .expectError(.unrecognizedAttachmentID)
        },
        Case("server/attach/no-guid", ["ATTACH-05"], "What is no guid at all is 400 unrecognized_attachment_id.") {
            for text in ["", "test.txt", "12"] {
                try await $0.exchange($0.comment([.string(text)])).expectError(.unrecognizedAttachmentID)
            }
        },
        Case("server/attach/unknown-attachment-id", ["ATTACH-03"], "attachment_id of no file can't be attached.") {
            try await $0.exchange($0.comment([["attachment_id": 2_147_483_646]]))
                .expectError(.unrecognizedAttachmentID)
        },
        Case(
            "server/attach/other-organization", ["ATTACH-05"], needs: .control,
            "Another organization's guid is as an unknown one, and stays good for its owner."
        ) {
            let guid = try await $0.uploaded().guid
            try await $0.inNewOrganization { stranger, _ in
                try await stranger.exchange(stranger.comment([.string(guid)])).expectError(.unrecognizedAttachmentID)
            }
            _ = try await $0.attached(guid)
        },
        Case(
            "server/attach/all-or-nothing", ["ATTACH-05"],
            "A comment with one unknown guid attaches nothing: the good one can still be used, no comment is there."
        ) {
            let guid = try await $0.uploaded().guid
            let text = ServerExamination.word()
            let path = "tasks/\($0.server.taskID)"
            let body: JSON = [
                "text": .string(text),
                "attachments": [.string(guid), "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
            ]
            try await $0.exchange($0.json("POST", "\(path)/comments", body)).expectError(.unrecognizedAttachmentID)
            let task = try await $0.exchange($0.request("GET", path)).task()
            try Mismatch.require(
                !task.list("comments").contains { $0["text"]?.stringValue == text },
                "no trace of the refused comment", got: "the comment in the task")
            _ = try await $0.attached(guid)
        },
        Case(
            "server/attach/too-many", ["ATTACH-09"], "3,001 attachments of one task are 400 too_many_attachments."
        ) { examination in
            let links = (1...3_001).map { ["url": .string("https://example.com/\($0)")] as JSON }
            try await examination.exchange(examination.comment(links)).expectError(.tooManyAttachments)
        },
        Case(
            "server/attach/as-many-as-allowed", ["ATTACH-09"], needs: .control,
            "A task may have 3,000 attachments, whatever comments they are in; one more is 400 too_many_attachments."
        ) {
            let links = (1...1_500).map { ["url": .string("https://example.com/\($0)")] as JSON }
            // In an organization that goes: nobody wants a task that is full.
            try await $0.inNewOrganization { user, _ in
                for _ in 0..<2 { try await user.exchange(user.comment(links)).expect(200) }
                try await user.about("the 3,001st attachment, in a third comment") {
                    try await user.exchange(user.comment([links[0]])).expectError(.tooManyAttachments)
                }
            }
        },
        Case(
            "server/attach/attachment-id-other-organization", ["ATTACH-03", "AUTH-08"], needs: .control,
            "attachment_id of another organization's file is 400 unrecognized_attachment_id."
        ) {
            let id = try await $0.file()
            try await $0.inNewOrganization { stranger, _ in
                try await stranger.exchange(stranger.comment([["attachment_id": .integer(id)]]))
                    .expectError(.unrecognizedAttachmentID)
            }
        },
    ]
}
