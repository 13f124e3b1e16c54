import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Fields")
struct FieldTests {
    let test: TestStore

    init() throws {
        test = try TestStore { $0.maxAttachmentsPerTask = 3 }
    }

    @Test("fields of any value come back as they came, file fields with their files (ATTACH-02)")
    func keepsFields() async throws {
        let account = try await test.account()
        let receipt = try await test.upload(by: account)
        var draft = TaskDraft()
        draft.fields = [
            FieldDraft(id: 1, body: ["id": 1, "value": ["a", ["b": .number("1.0")]], "extra": .null], files: nil),
            FieldDraft(name: "Scans", body: ["name": "Scans"], files: [.upload(receipt.guid, root: nil)]),
            FieldDraft(id: 3, body: ["id": 3], files: []),
        ]
        let task = try await test.store.createTask(draft, by: account)
        let file = FileObject(id: 1_000_000, name: "a.bin", size: 3, md5: receipt.md5)
        #expect(
            task.fields == [
                FieldRecord(body: draft.fields[0].body, files: nil),
                FieldRecord(body: draft.fields[1].body, files: [.file(file)]),
                FieldRecord(body: draft.fields[2].body, files: []),
            ])
        #expect(task.attachments.isEmpty)
        #expect(try await test.store.task(id: task.id, for: account) == task)
    }

    @Test("an update replaces the field's value, and stays in its comment (ATTACH-02)")
    func replacesValue() async throws {
        let account = try await test.account()
        var files: [FileObject] = []
        for number in 0..<3 {
            let receipt = try await test.upload([UInt8(number)], by: account)
            var draft = CommentDraft()
            draft.fieldUpdates = [FieldDraft(id: 1, body: ["id": 1], files: [.upload(receipt.guid, root: nil)])]
            let task = try await test.store.addComment(draft, toTask: 1, by: account)
            files.append(try #require(task.fields.first?.files?.first?.file))
        }
        #expect(Set(files.map(\.id)).count == 3)
        let task = try await test.store.task(id: 1, for: account)
        #expect(task.fields == [FieldRecord(body: ["id": 1], files: [.file(files[2])])])
        #expect(task.comments.map(\.attachments) == [[], [], []])
        #expect(task.comments.map(\.fieldUpdates) == files.map { [FieldRecord(body: ["id": 1], files: [.file($0)])] })
        for (number, file) in files.enumerated() {
            #expect(try await test.store.file(id: file.id, for: account).reader.bytes() == [UInt8(number)])
        }
    }

    @Test("an update of one field leaves the others, and a value that is no file replaces files")
    func leavesOthers() async throws {
        let account = try await test.account()
        let receipt = try await test.upload(by: account)
        var draft = TaskDraft()
        draft.fields = [
            FieldDraft(id: 1, body: ["id": 1], files: [.upload(receipt.guid, root: nil)]),
            FieldDraft(id: 2, body: ["id": 2, "value": "two"], files: nil),
        ]
        let task = try await test.store.createTask(draft, by: account)
        var update = CommentDraft()
        update.fieldUpdates = [FieldDraft(id: 1, body: ["id": 1, "value": "one"], files: nil)]
        let changed = try await test.store.addComment(update, toTask: task.id, by: account)
        let one = FieldRecord(body: ["id": 1, "value": "one"], files: nil)
        #expect(changed.fields.count == 2)
        #expect(changed.fields.contains(one))
        #expect(changed.fields.contains(FieldRecord(body: ["id": 2, "value": "two"], files: nil)))
        #expect(changed.comments.last?.fieldUpdates == [one])
        #expect(try await test.store.file(id: 1_000_000, for: account).size == 3)
    }

    @Test("an update that fails changes nothing (ATTACH-05)")
    func failsWhole() async throws {
        let account = try await test.account()
        let receipt = try await test.upload(by: account)
        let good = FieldDraft(id: 1, body: ["id": 1], files: [.upload(receipt.guid, root: nil)])
        let before = try await test.store.task(id: 1, for: account)
        var draft = CommentDraft()
        draft.fieldUpdates = [good, FieldDraft(id: 2, body: ["id": 2], files: [.upload(nil, root: nil)])]
        let refusal = try await code { try await test.store.addComment(draft, toTask: 1, by: account) }
        #expect(refusal == .unrecognizedAttachmentID)
        #expect(try await test.store.task(id: 1, for: account) == before)
        draft.fieldUpdates = [good]
        #expect(try await test.store.addComment(draft, toTask: 1, by: account).fields.count == 1)
    }

    @Test("a field's files count among the task's as they are now (ATTACH-09)")
    func countsFields() async throws {
        let account = try await test.account()
        let file = try await test.file([1], by: account)
        var draft = CommentDraft()
        draft.fieldUpdates = [FieldDraft(id: 1, body: ["id": 1], files: [.file(file.id), .file(file.id)])]
        for _ in 0..<3 { _ = try await test.store.addComment(draft, toTask: 1, by: account) }
        #expect(try await code { try await test.attach([.file(file.id)], by: account) } == .tooManyAttachments)
        draft.fieldUpdates = [FieldDraft(id: 1, body: ["id": 1], files: [])]
        _ = try await test.store.addComment(draft, toTask: 1, by: account)
        #expect(try await test.attach([.file(file.id)], by: account).files == [file])
    }
}
