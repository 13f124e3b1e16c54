import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Articles")
struct ArticleTests {
    let test: TestStore

    init() throws {
        test = try TestStore()
    }

    @Test(
        "a link refers to its upload, whatever the host and the case (ATTACH-10)",
        arguments: [
            "https://files.pyrus.com/services/kb?Id={guid}", "http://127.0.0.1:8080/services/kb?id={guid}",
            "/services/kb?ID={guid}", "services/kb?iD={guid}&x=1", "![скан](https://h/services/kb?Id={guid})",
            "https://h/a/services/kb?Id={GUID}", "services/kb?Id=x services/kb?Id={guid}",
        ])
    func findsLink(body: String) async throws {
        let account = try await test.account()
        let receipt = try await test.upload([5, 6], name: "скан.png", by: account)
        let text = String(describing: receipt.guid)
        let link = body.replacing("{guid}", with: text).replacing("{GUID}", with: text.uppercased())
        let draft = ArticleDraft(title: "a", body: link, parentID: 3)
        let article = try await test.store.createArticle(draft, by: account)
        let upload = Upload(
            guid: receipt.guid, name: "скан.png", size: 2, md5: receipt.md5, createdAt: ManualTime.start)
        #expect(article == ArticleRecord(id: 1_000_000, draft: draft, uploads: [upload]))
        #expect(try await test.store.article(id: article.id, for: account) == article)
        let stored = try #require(try await test.store.articleFile(guid: receipt.guid, for: account))
        #expect((stored.name, stored.size) == ("скан.png", 2))
        #expect(try await stored.reader.bytes() == [5, 6])
        // A reference does not use the guid up.
        #expect(try await test.attach([.upload(receipt.guid, root: nil)], by: account).files.count == 1)
    }

    @Test(
        "what is no such link is plain text",
        arguments: [
            "", "services/kb?Id=", "services/kb", "services/kb?Id={short}", "services/kb?Guid={guid}",
            "services/kb?I=d{guid}", "services/attachment?Id={guid}", "{guid}", "services/kb?Id={{guid}}",
        ])
    func ignoresOthers(body: String) async throws {
        let account = try await test.account()
        let text = String(describing: try await test.upload(by: account).guid)
        let link = body.replacing("{guid}", with: text).replacing("{short}", with: text.dropLast())
        let article = try await test.store.createArticle(ArticleDraft(title: "a", body: link), by: account)
        #expect(article.uploads.isEmpty)
        #expect(article.draft.body == link)
    }

    @Test("several links come in their order, each upload once; an unknown guid is plain text")
    func findsSeveral() async throws {
        let account = try await test.account()
        let guids = [try await test.upload(by: account).guid, try await test.upload(by: account).guid]
        let stranger = try await test.account("anna@example.com")
        let others = try await test.upload(by: stranger).guid
        let links = [guids[1], GUID(), guids[0], others, guids[1]].map { "services/kb?Id=\($0)" }
        let body = links.joined(separator: "\n")
        let article = try await test.store.createArticle(ArticleDraft(title: "a", body: body), by: account)
        #expect(article.uploads.map(\.guid) == guids.reversed())
        for (guid, reader) in [(others, account), (others, stranger), (guids[0], stranger)] {
            #expect(try await test.store.articleFile(guid: guid, for: reader) == nil)
        }
        let colleague = try await test.account("boris@example.org")
        #expect(try await test.store.articleFile(guid: guids[0], for: colleague)?.size == 3)
    }

    @Test("an upload is given out while any article refers to it; an edit or a deletion lets go")
    func letsGo() async throws {
        let account = try await test.account()
        let guid = try await test.upload(by: account).guid
        #expect(try await test.store.articleFile(guid: guid, for: account) == nil)
        let draft = ArticleDraft(title: "a", body: "services/kb?Id=\(guid)")
        let one = try await test.store.createArticle(draft, by: account)
        let other = try await test.store.createArticle(draft, by: account)
        let edited = try await test.store.replaceArticle(id: one.id, ArticleDraft(title: "b"), by: account)
        #expect(edited == ArticleRecord(id: one.id, draft: ArticleDraft(title: "b"), uploads: []))
        #expect(try await test.store.articles(for: account) == [edited, other])
        #expect(try await test.store.articleFile(guid: guid, for: account) != nil)
        try await test.store.deleteArticle(id: other.id, by: account)
        #expect(try await test.store.articleFile(guid: guid, for: account) == nil)
        #expect(try await test.store.articles(for: account) == [edited])
        #expect(try await test.store.count("article_reference") == 0)
        // The upload itself waits for its expiry.
        let again = try await test.store.replaceArticle(id: one.id, draft, by: account)
        #expect(again.uploads.map(\.guid) == [guid])
        #expect(try await test.store.soundness() == .sound)
    }

    @Test("an article unknown, or another organization's, is missing")
    func missesOthers() async throws {
        let (anna, stranger) = (try await test.account(), try await test.account("anna@example.com"))
        let draft = ArticleDraft(title: "a")
        let article = try await test.store.createArticle(draft, by: anna)
        for (id, account) in [(article.id, stranger), (article.id + 1, anna), (0, anna), (.max, anna)] {
            #expect(try await code { try await test.store.article(id: id, for: account) } == .fileIsMissing)
            let replacing = try await code { try await test.store.replaceArticle(id: id, draft, by: account) }
            #expect(replacing == .fileIsMissing)
            #expect(try await code { try await test.store.deleteArticle(id: id, by: account) } == .fileIsMissing)
        }
        #expect(try await test.store.articles(for: stranger).isEmpty)
        #expect(try await test.store.articles(for: anna) == [article])
    }

    @Test("beginnings of links hide no link behind them")
    func readsBeginnings() {
        let guid = GUID()
        let body = String(repeating: "services/kb?Id=", count: 4_000) + "\(guid)"
        #expect(ArticleLinks.guids(in: body) == [guid])
    }
}
