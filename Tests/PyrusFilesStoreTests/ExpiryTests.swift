import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Expiry")
struct ExpiryTests {
    static let day: Int64 = 86_400_000
    let test: TestStore

    init() throws {
        test = try TestStore()
    }

    private func advance(_ milliseconds: Int64, of organization: String? = nil) async throws -> [GUID] {
        try #require(try await test.store.advanceClock(of: organization, milliseconds: milliseconds)).expired
    }

    @Test("an upload falls due at its moment and not a millisecond earlier (EXPIRY-01, EXPIRY-05)")
    func isExact() async throws {
        let guid = try await test.upload(by: test.account()).guid
        #expect(try await advance(Self.day - 1).isEmpty)
        #expect(try await test.store.upload(guid, organization: nil) != nil)
        #expect(try await advance(1) == [guid])
        try await test.settled(contents: 0)
    }

    @Test("after everything expired the database is as large as before, within a tenth (EXPIRY-01)")
    func givesSpaceBack() async throws {
        let account = try await test.account()
        let before = try Files.size(test.databasePath)
        var articles: [Int64] = []
        for number in 0..<20 {
            let guid = try await test.upload(Payload.bytes(1_500_000, from: number), by: account).guid
            let draft = ArticleDraft(title: "a", body: "services/kb?Id=\(guid)")
            if number % 2 == 0 { articles.append(try await test.store.createArticle(draft, by: account).id) }
        }
        #expect(try Files.size(test.databasePath) > 20 * 1_500_000)
        for article in articles { try await test.store.deleteArticle(id: article, by: account) }
        #expect(try await advance(Self.day).count == 20)
        #expect(try Files.size(test.databasePath) <= before * 11 / 10)
    }

    @Test("without a lifetime nothing falls due")
    func never() async throws {
        let test = try TestStore { $0.unreferencedLifetime = nil }
        let guid = try await test.upload(by: test.account()).guid
        let change = try await test.store.advanceClock(of: nil, milliseconds: 1_000_000 * Self.day)
        #expect(change?.expired == [])
        let listing = try await test.store.upload(guid, organization: nil)
        #expect(listing != nil && listing?.expires == nil)
    }

    @Test("one that is due is gone before it is swept (EXPIRY-03)")
    func isGoneUnswept() async throws {
        let account = try await test.account()
        let guid = try await test.upload(by: account).guid
        test.time.pass(.milliseconds(Self.day))
        #expect(try await test.store.upload(guid, organization: nil) == nil)
        #expect(try await test.store.uploads(organization: nil).items.isEmpty)
        let attaching = try await code { try await test.attach([.upload(guid, root: nil)], by: account) }
        #expect(attaching == .unrecognizedAttachmentID)
        let draft = ArticleDraft(title: "a", body: "services/kb?Id=\(guid)")
        #expect(try await test.store.createArticle(draft, by: account).uploads.isEmpty)
    }

    @Test("a version keeps its root, which goes a lifetime after it (EXPIRY-02, EXPIRY-04)")
    func versionKeepsRoot() async throws {
        let account = try await test.account()
        let (root, later) = (try await test.upload(by: account).guid, try await test.upload(by: account).guid)
        var draft = TaskDraft()
        draft.fields = [FieldDraft(id: 1, body: ["id": 1], files: [.upload(root, root: nil)])]
        let task = try await test.store.createTask(draft, by: account)
        let first = try #require(task.fields.first?.files?.first?.file)
        draft.fields = [FieldDraft(id: 1, body: ["id": 1], files: [.upload(later, root: first.id)])]
        let other = try await test.store.createTask(draft, by: account)
        var comment = CommentDraft()
        comment.fieldUpdates = [FieldDraft(id: 1, body: ["id": 1], files: [])]
        for id in [task.id, other.id] { _ = try await test.store.addComment(comment, toTask: id, by: account) }
        #expect(try await advance(Self.day) == [later])
        #expect(try await advance(Self.day - 1).isEmpty)
        #expect(try await advance(1) == [root])
    }

    @Test("a frozen clock lets nothing fall due, and each organization has its own (EXPIRY-05)")
    func clocksAreApart() async throws {
        let own = try await test.upload(by: test.account()).guid
        let other = try await test.upload(by: test.account("anna@example.com")).guid
        _ = try await test.store.setClock(of: "example.org", now: nil, frozen: true)
        test.time.pass(.milliseconds(Self.day))
        #expect(try await advance(0) == [other])
        #expect(try await test.store.upload(own, organization: nil) != nil)
        #expect(try await advance(Self.day, of: "example.org") == [own])
    }

    @Test("a download under way while its file falls due ends with every byte (DOWNLOAD-10)")
    func downloadEnds() async throws {
        let account = try await test.account()
        let bytes = Payload.bytes(2_500_000)
        let guid = try await test.upload(bytes, by: account).guid
        let draft = ArticleDraft(title: "a", body: "services/kb?Id=\(guid)")
        let article = try await test.store.createArticle(draft, by: account)
        try await read(guid, of: account) { reader in
            let (piece, next) = try await reader.bytes(at: .start)
            try await test.store.deleteArticle(id: article.id, by: account)
            #expect(try await advance(Self.day) == [guid])
            #expect(try await piece + reader.bytes(from: next) == bytes)
        }
        try await test.settled(contents: 0)
    }

    private func read(_ guid: GUID, of account: Account, _ body: (ContentReader) async throws -> Void) async throws {
        try await body(try #require(try await test.store.articleFile(guid: guid, for: account)).reader)
    }
}
