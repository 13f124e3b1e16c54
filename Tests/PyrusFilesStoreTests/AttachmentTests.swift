import PyrusFiles
import Testing

@testable import PyrusFilesStore

@Suite("Attachments")
struct AttachmentTests {
    let test: TestStore

    init() throws {
        test = try TestStore { $0.maxAttachmentsPerTask = 5 }
    }

    @Test("a comment's files are that comment's, a task's own those it was created with (ATTACH-01, ATTACH-08)")
    func attaches() async throws {
        let account = try await test.account()
        let own = try await test.upload([1], name: "own", by: account)
        var draft = TaskDraft()
        draft.attachments = [.upload(own.guid, root: nil), .link(url: "https://example.org/x", name: "Link")]
        let task = try await test.store.createTask(draft, by: account)
        let first = FileObject(id: 1_000_000, name: "own", size: 1, md5: own.md5)
        #expect(task.attachments == [.file(first), .link(id: 1_000_001, name: "Link", url: "https://example.org/x")])
        let other = try await test.upload([2, 3], name: "other", by: account)
        let comment = try await test.attach(
            [.link(url: "ftp://h", name: nil), .upload(other.guid, root: nil), .file(first.id)], toTask: task.id,
            by: account)
        let second = FileObject(id: 1_000_003, name: "other", size: 2, md5: other.md5)
        #expect(
            comment.attachments == [
                .link(id: 1_000_002, name: "ftp://h", url: "ftp://h"), .file(second), .file(first),
            ])
        let stored = try await test.store.task(id: task.id, for: account)
        #expect(stored.attachments == task.attachments)
        #expect(stored.comments == [comment])
    }

    @Test("a guid is used once (ATTACH-05)")
    func usesGUIDOnce() async throws {
        let account = try await test.account()
        let receipt = try await test.upload(by: account)
        let item = AttachmentDraft.upload(receipt.guid, root: nil)
        #expect(try await code { try await test.attach([item, item], by: account) } == .unrecognizedAttachmentID)
        _ = try await test.attach([item], by: account)
        #expect(try await code { try await test.attach([item], by: account) } == .unrecognizedAttachmentID)
        var draft = TaskDraft()
        draft.attachments = [item]
        #expect(try await code { try await test.store.createTask(draft, by: account) } == .unrecognizedAttachmentID)
    }

    @Test("a comment that fails attaches nothing, and uses no guid up (ATTACH-05)", arguments: Refused.allCases)
    func failsWhole(refused: Refused) async throws {
        let (account, stranger) = (try await test.account(), try await test.account("anna@example.com"))
        let good = AttachmentDraft.upload(try await test.upload(by: account).guid, root: nil)
        let bad = try await refused.draft(test, account, stranger)
        let before = try await test.store.task(id: 1, for: account)
        #expect(try await code { try await test.attach([good, bad], by: account) } == .unrecognizedAttachmentID)
        var draft = TaskDraft()
        draft.attachments = [good, bad]
        #expect(try await code { try await test.store.createTask(draft, by: account) } == .unrecognizedAttachmentID)
        #expect(try await test.store.task(id: 1, for: account) == before)
        #expect(try await test.attach([good], by: account).files.count == 1)
        #expect(try await test.store.createTask(TaskDraft(), by: account).id == 1_000_000)
    }

    enum Refused: String, CaseIterable, Sendable {
        case noGUID, unknownGUID, othersGUID, unknownRoot, othersRoot, unknownFile, othersFile

        func draft(_ test: TestStore, _ account: Account, _ stranger: Account) async throws -> AttachmentDraft {
            switch self {
            case .noGUID: .upload(nil, root: nil)
            case .unknownGUID: .upload(GUID(), root: nil)
            case .othersGUID: .upload(try await test.upload(by: stranger).guid, root: nil)
            case .unknownRoot: .upload(try await test.upload(by: account).guid, root: 5)
            case .othersRoot:
                .upload(try await test.upload(by: account).guid, root: try await test.file([1], by: stranger).id)
            case .unknownFile: .file(5)
            case .othersFile: .file(try await test.file([1], by: stranger).id)
            }
        }
    }

    @Test("a root names any version of a file; each new one is one higher than the last (ATTACH-06)")
    func makesVersions() async throws {
        let account = try await test.account()
        let first = try await test.file([1], by: account)
        #expect((first.version, first.rootID) == (1, nil))
        var newest = first
        for version in 2...4 {
            let receipt = try await test.upload([UInt8(version)], name: "v\(version)", by: account)
            // By turns the first version and the last.
            let root = version.isMultiple(of: 2) ? first.id : newest.id
            newest = try await test.attach([.upload(receipt.guid, root: root)], by: account).files[0]
            let expected = FileObject(
                id: newest.id, name: "v\(version)", size: 1, version: Int32(version), md5: receipt.md5, rootID: first.id
            )
            #expect(newest == expected)
        }
        #expect(try await test.store.file(id: first.id, for: account).reader.bytes() == [1])
        #expect(try await test.store.file(id: newest.id, for: account).reader.bytes() == [4])
    }

    @Test("a task has at most as many attachments as it may, links and repetitions too (ATTACH-09)")
    func keepsToLimit() async throws {
        let account = try await test.account()
        let file = try await test.file([1], by: account)
        _ = try await test.attach([.file(file.id), .link(url: "u", name: nil), .file(file.id)], by: account)
        let receipt = try await test.upload(by: account)
        let last = AttachmentDraft.upload(receipt.guid, root: nil)
        #expect(try await code { try await test.attach([last, .file(file.id)], by: account) } == .tooManyAttachments)
        #expect(try await test.attach([last], by: account).files.count == 1)
        #expect(try await code { try await test.attach([.file(file.id)], by: account) } == .tooManyAttachments)
        #expect(try await test.attach([], by: account).attachments.isEmpty)
        // Another organization's task of the same id is another task.
        let stranger = try await test.account("anna@example.com")
        #expect(try await test.file([1], by: stranger).version == 1)
        var draft = TaskDraft()
        draft.attachments = Array(repeating: .file(file.id), count: 6)
        #expect(try await code { try await test.store.createTask(draft, by: account) } == .tooManyAttachments)
        draft.attachments.removeLast()
        #expect(try await test.store.createTask(draft, by: account).attachments.count == 5)
    }
}
