import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Tasks")
struct TaskTests {
    let test: TestStore

    init() throws {
        test = try TestStore(tasks: [1, 77, 1_000_001, 1_000_002])
    }

    @Test("a task comes back as it was created (ATTACH-08, ATTACH-11)")
    func keepsTask() async throws {
        let account = try await test.account()
        var draft = TaskDraft()
        draft.text = "Текст \u{0} \"x\""
        draft.formID = ["id": 7, "list": [.number("1.5"), .null, true]]
        draft.subject = "тема"
        test.time.pass(.milliseconds(1_500))
        let created = try await test.store.createTask(draft, by: account)
        let moment = ManualTime.start.advanced(by: .milliseconds(1_500))
        let expected = TaskRecord(
            id: created.id, text: draft.text, formID: draft.formID, subject: draft.subject, createdAt: moment,
            modifiedAt: moment, author: account, fields: [], attachments: [], comments: [])
        #expect(created == expected)
        #expect(try await test.store.task(id: created.id, for: account) == expected)
        #expect(moment.text == "2020-01-01T00:00:01Z")
    }

    @Test("comments come in their order, each with its author, and change the task's date")
    func keepsComments() async throws {
        let (anna, boris) = (try await test.account(), try await test.account("boris@example.org"))
        let task = try await test.store.createTask(TaskDraft(), by: anna)
        for (text, author) in [("one", anna), (nil, boris), ("three", anna)] as [(String?, Account)] {
            test.time.pass(.seconds(1))
            var draft = CommentDraft()
            draft.text = text
            _ = try await test.store.addComment(draft, toTask: task.id, by: author)
        }
        let stored = try await test.store.task(id: task.id, for: boris)
        #expect(stored.comments.map(\.text) == ["one", nil, "three"])
        #expect(stored.comments.map(\.author) == [anna, boris, anna])
        #expect(stored.comments.map(\.createdAt) == (1...3).map { ManualTime.start.advanced(by: .seconds($0)) })
        #expect(stored.createdAt == ManualTime.start)
        #expect(stored.modifiedAt == ManualTime.start.advanced(by: .seconds(3)))
        #expect(stored.comments.map(\.id) == stored.comments.map(\.id).sorted())
        #expect(Set(stored.comments.map(\.id)).count == 3)
    }

    @Test("ids count from 1,000,000, and those of tasks skip the tasks given at start")
    func countsIDs() async throws {
        let account = try await test.account()
        var ids: [Int64] = []
        for _ in 0..<3 { ids.append(try await test.store.createTask(TaskDraft(), by: account).id) }
        #expect(ids == [1_000_000, 1_000_003, 1_000_004])
        let one = try await test.file([1], by: account)
        let two = try await test.file([2], by: account)
        #expect([one.id, two.id] == [1_000_000, 1_000_001])
        #expect(try await test.store.task(id: 1, for: account).comments.map(\.id) == [1_000_000, 1_000_001])
        #expect(account.id == 1_000_000)
        let article = try await test.store.createArticle(ArticleDraft(title: "a"), by: account)
        #expect(article.id == 1_000_000)
    }

    @Test("ids go on after a restart, over tasks that an earlier start gave")
    func goesOnCounting() async throws {
        let account = try await test.account()
        #expect(try await test.store.createTask(TaskDraft(), by: account).id == 1_000_000)
        let other = try await test.reopened(tasks: [1_000_004])
        #expect(try await other.store.createTask(TaskDraft(), by: account).id == 1_000_003)
        #expect(try await other.store.createTask(TaskDraft(), by: account).id == 1_000_005)
    }

    @Test("a task given at start is in every organization, with its comments only (ATTACH-11)", arguments: [1, 77])
    func givesStartTasks(id: Int64) async throws {
        let (anna, stranger) = (try await test.account(), try await test.account("anna@example.com"))
        _ = try await test.attach([.upload(test.upload(by: anna).guid, root: nil)], toTask: id, by: anna)
        let own = try await test.store.task(id: id, for: anna)
        #expect(own.comments.count == 1)
        #expect(own.author == nil)
        let others = try await test.store.task(id: id, for: stranger)
        #expect(others.comments.isEmpty)
        #expect(others.modifiedAt == ManualTime.start)
    }

    @Test("a start with other tasks gives them to the organizations that are there")
    func addsStartTasks() async throws {
        let account = try await test.account()
        #expect(try await code { try await test.store.task(id: 5, for: account) } == .accessDenied)
        let other = try await test.reopened(tasks: [5])
        #expect(try await other.store.task(id: 5, for: account).id == 5)
        #expect(try await other.store.task(id: 1, for: account).id == 1)
        #expect(try await other.store.task(id: 5, for: other.account("x@new.example")).id == 5)
    }

    @Test("a task unknown, or another organization's, is denied alike (ATTACH-11)")
    func deniesOthers() async throws {
        let (anna, stranger) = (try await test.account(), try await test.account("anna@example.com"))
        let task = try await test.store.createTask(TaskDraft(), by: anna)
        for (id, account) in [(task.id, stranger), (task.id + 9, anna), (0, anna), (-1, anna), (.max, anna)] {
            #expect(try await code { try await test.store.task(id: id, for: account) } == .accessDenied)
            let adding = try await code { try await test.store.addComment(CommentDraft(), toTask: id, by: account) }
            #expect(adding == .accessDenied)
        }
        #expect(try await test.store.count("comment") == 0)
    }
}
