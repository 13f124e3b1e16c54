import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// Expiry over the system's own time, without anybody who moves a clock.
@Suite("Expiry in real time")
struct RealTimeExpiryTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        var limits = Limits()
        limits.unreferencedLifetime = .milliseconds(50)
        store = try Store(folder: scratch("data"), limits: limits)
    }

    @Test("an upload that nothing refers to goes by itself, and its space with it (EXPIRY-01)")
    func goesByItself() async throws {
        _ = try await upload()
        try await emptied()
        try await store.close()
    }

    @Test("one that is let go while no alarm is set goes by itself, too (EXPIRY-04)")
    func goesOnceLetGo() async throws {
        let account = try #require(try await store.account(login: "anna@example.org", isOpen: true))
        for ending in [Ending.deleted, .edited, .fieldReplaced] {
            // Time stands still until it is kept, and no alarm is set once it goes on: nothing is to fall due.
            _ = try await store.setClock(of: nil, now: nil, frozen: true)
            let letGo = try await ending.keep(try await upload(), in: store, by: account)
            _ = try await store.setClock(of: nil, now: nil, frozen: false)
            try await letGo()
            try await emptied()
        }
        try await store.close()
    }

    private func upload() async throws -> GUID {
        let account = try #require(try await store.account(login: "anna@example.org", isOpen: true))
        let reception = store.receive()
        try await reception.take([1, 2, 3])
        return try await reception.commit(name: "a", account: account).guid
    }

    /// Comes back once no upload and no content is left. The end is far off: beside all other tests, which begin at once, the
    /// alarm waits for a thread.
    private func emptied(_ location: SourceLocation = #_sourceLocation) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(60))
        while try await store.count("upload") + store.count("content") > 0 {
            guard ContinuousClock.now < deadline else {
                Issue.record("what was due is still there", sourceLocation: location)
                return
            }
            await Task.yield()
        }
    }
}

/// How an upload loses what kept it.
private enum Ending {
    case deleted, edited, fieldReplaced

    /// Has something refer to an upload, and returns what ends that.
    func keep(_ guid: GUID, in store: Store, by account: Account) async throws -> () async throws -> Void {
        guard self == .fieldReplaced else {
            let draft = ArticleDraft(title: "a", body: "services/kb?Id=\(guid)")
            let article = try await store.createArticle(draft, by: account)
            return {
                if self == .deleted {
                    try await store.deleteArticle(id: article.id, by: account)
                } else {
                    _ = try await store.replaceArticle(id: article.id, ArticleDraft(title: "b"), by: account)
                }
            }
        }
        var draft = TaskDraft()
        draft.fields = [FieldDraft(id: 1, body: ["id": 1], files: [.upload(guid, root: nil)])]
        let task = try await store.createTask(draft, by: account)
        return {
            var comment = CommentDraft()
            comment.fieldUpdates = [FieldDraft(id: 1, body: ["id": 1], files: [])]
            _ = try await store.addComment(comment, toTask: task.id, by: account)
        }
    }
}
