import PyrusFiles
import TestSupport
import Testing

@testable import PyrusFilesStore

@Suite("Random lives of files")
struct RandomLifetimeTests {
    @Test(
        "whatever is attached, replaced, linked, removed and waited for, the same lives and dies as in a model (TEST_SEED)",
        arguments: 0..<3 as Range<UInt64>)
    func matchesModel(round: UInt64) async throws {
        let seed = SeededGenerator.runSeed &+ round
        var run = try await LifetimeRun(seed: seed)
        for step in 0..<800 {
            let comment: Comment = "TEST_SEED=\(SeededGenerator.runSeed), round \(round), step \(step)"
            try await run.step(comment)
            if step.isMultiple(of: 10) { try await run.compare(comment) }
        }
        try await run.finish("TEST_SEED=\(SeededGenerator.runSeed), round \(round), at the end")
    }
}

extension LifetimeRun {
    /// Lets go of what can be, waits, and expects nothing to be left that nothing leads to; then that all the space
    /// comes back.
    fileprivate mutating func finish(_ comment: Comment) async throws {
        for (id, article) in model.articles.sorted(by: { $0.key < $1.key }) {
            try await test.store.deleteArticle(id: id, by: account(of: article.organization))
            model.articles[id] = nil
            model.settle(article.organization)
        }
        let twice = 2 * model.lifetime
        for organization in Self.organizations {
            var clock = model.clocks[organization] ?? model.server
            clock.advance(by: twice, model.source)
            model.clocks[organization] = clock
            _ = try await test.store.advanceClock(of: organization, milliseconds: twice)
            _ = model.expire(organization)
        }
        try await compare(comment)
        try await test.settled(contents: model.uploads.count)
        #expect(model.uploads.allSatisfy { $0.since == nil }, comment)
        #expect(try await test.store.soundness() == .sound, comment)
        #expect(try await test.store.count("article_reference") == 0, comment)
        #expect(try await test.store.count("file") == model.files.count, comment)

        #expect(try await test.store.reset(organization: nil) == model.uploads.count, comment)
        try await test.settled(contents: 0)
        for table in ["upload", "file", "attachment", "field", "comment", "article", "chunk", "token", "clock"] {
            let allowed = table == "clock" ? 1 : 0
            #expect(try await test.store.count(table) <= allowed, "\(table), \(comment)")
        }
        #expect(try Files.size(test.databasePath) <= sizeBefore * 11 / 10, comment)
        #expect(try await test.store.soundness() == .sound, comment)
    }
}
