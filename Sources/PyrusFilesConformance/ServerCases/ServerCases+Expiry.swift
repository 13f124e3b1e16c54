import PyrusFiles

extension ServerCases {
    /// What time does to uploads, by the defaults of the contract: EXPIRY.
    ///
    /// Each has an organization of its own, whose clock moves no other's.
    static let expiry: [Case] = [
        Case(
            "server/expiry/unreferenced", ["EXPIRY-01"], needs: .control,
            "An upload that nothing references is gone 24 hours later, its space with it."
        ) {
            try await $0.inNewOrganization { user, organization in
                let guid = try await user.uploaded().guid
                try await organization.advance(hours: 24, seconds: 1)
                let isThere = try await organization.has(guid)
                try Mismatch.require(!isThere, "the upload to be gone", got: "it among the server's uploads")
            }
        },
        Case(
            "server/expiry/as-unknown", ["EXPIRY-03", "EXPIRY-01"], needs: .control,
            "Attaching an upload that is gone is 400 unrecognized_attachment_id."
        ) {
            try await $0.inNewOrganization { user, organization in
                let guid = try await user.uploaded().guid
                try await organization.advance(hours: 24, seconds: 1)
                let later = try await organization.user()
                try await later.exchange(later.comment([.string(guid)])).expectError(.unrecognizedAttachmentID)
            }
        },
        Case(
            "server/expiry/not-before", ["EXPIRY-01"], needs: .control,
            "An upload can be attached until its 24 hours are over."
        ) {
            try await $0.inNewOrganization { user, organization in
                let guid = try await user.uploaded().guid
                try await organization.advance(hours: 23, seconds: 3_000)
                _ = try await organization.user().attached(guid)
            }
        },
        Case(
            "server/expiry/task-keeps", ["EXPIRY-02"], needs: .control,
            "A file of a task is there a year later."
        ) {
            try await $0.inNewOrganization { user, organization in
                let id = try await user.file()
                try await organization.advance(hours: 24 * 365)
                let later = try await organization.user()
                try await later.expectDownload(later.request("GET", "files/download/\(id)"))
            }
        },
        Case(
            "server/expiry/article-keeps", ["EXPIRY-02", "ATTACH-10"], needs: [.control, .cloud],
            "What an article links is there a year later."
        ) {
            try await $0.inNewOrganization { user, organization in
                let guid = try await user.linked()
                try await organization.advance(hours: 24 * 365)
                let later = try await organization.user()
                try await later.expectDownload(later.ofArticle(guid.guid))
            }
        },
        Case(
            "server/expiry/anew", ["EXPIRY-04"], needs: [.control, .cloud],
            "The deletion of its article starts an upload's 24 hours anew."
        ) {
            try await $0.inNewOrganization { user, organization in
                let linked = try await user.linked()
                try await organization.advance(hours: 30)
                let later = try await organization.user()
                try await later.exchange(later.request("DELETE", linked.path)).expect(200)
                try await organization.advance(hours: 23)
                let isThere = try await organization.has(linked.guid)
                try Mismatch.require(
                    isThere, "the upload to be there 23 hours after its article was deleted", got: "it gone")
            }
        },
        Case(
            "server/expiry/after-article", ["EXPIRY-04"], needs: [.control, .cloud],
            "24 hours after its article is edited and links it no more, an upload is gone."
        ) {
            try await $0.inNewOrganization { user, organization in
                let linked = try await user.linked()
                try await user.exchange(user.json("PUT", linked.path, ["title": "a"])).expect(200)
                try await organization.advance(hours: 24, seconds: 1)
                let isThere = try await organization.has(linked.guid)
                try Mismatch.require(
                    !isThere, "the upload to be gone 24 hours after its last article let go of it",
                    got: "it still there")
            }
        },
    ]
}

extension ServerExamination {
    /// A new upload, and the path of an article that links it.
    fileprivate func linked() async throws -> (guid: String, path: String) {
        let guid = try await uploaded().guid
        let answer = try await exchange(article(linking: guid))
        try answer.expect(200)
        return (guid, "knowledgebase/\(answer.json?["id"]?.int64Value ?? 0)")
    }
}
