import GRDB
import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// A store in a folder of its own, on a time of its own.
final class TestStore: Sendable {
    let scratch: Scratch
    let time: ManualTime
    let store: Store

    init(
        in scratch: Scratch? = nil, tasks: [Int64] = [1], start: StartState = StartState(),
        time: ManualTime = ManualTime(), _ limit: (inout Limits) -> Void = { _ in }
    ) throws {
        var limits = Limits()
        limit(&limits)
        var start = start
        if start.tasks == [1] { start.tasks = tasks }
        let scratch = try scratch ?? Scratch()
        self.scratch = scratch
        self.time = time
        // The folder goes with the store and not before, even where a test no longer needs the rest.
        let clock = time.clock(with: scratch)
        store = try Store(folder: scratch("data"), start: start, limits: limits, clock: clock)
    }

    /// Closes the store and opens what it left, as a server that starts again does.
    func reopened(tasks: [Int64] = [1]) async throws -> TestStore {
        try await store.close()
        return try TestStore(in: scratch, tasks: tasks, time: time)
    }

    var databasePath: String { store.folder + "/pyrus-files.sqlite" }

    /// An account that is made where it is not there.
    func account(_ login: String = "anna@example.org") async throws -> Account {
        try #require(try await store.account(login: login, isOpen: true))
    }

    /// Uploads bytes as a client would that sends them in pieces of 64 KiB.
    func upload(_ bytes: [UInt8] = [1, 2, 3], name: String = "a.bin", by account: Account) async throws -> UploadReceipt
    {
        let reception = store.receive()
        try await reception.take(bytes)
        return try await reception.commit(name: name, account: account)
    }

    /// Uploads bytes and attaches them to task 1, so that they have an id to download by.
    func file(_ bytes: [UInt8], name: String = "a.bin", by account: Account) async throws -> FileObject {
        let receipt = try await upload(bytes, name: name, by: account)
        return try await attach([.upload(receipt.guid, root: nil)], by: account).files[0]
    }

    /// Attaches to a task by a comment, and returns that comment.
    func attach(_ drafts: [AttachmentDraft], toTask id: Int64 = 1, by account: Account) async throws -> CommentRecord {
        var draft = CommentDraft()
        draft.attachments = drafts
        return try #require(try await store.addComment(draft, toTask: id, by: account).comments.last)
    }

    /// Comes back once what was let go is gone and as many contents are left as said.
    func settled(contents expected: Int, _ location: SourceLocation = #_sourceLocation) async throws {
        try await eventually("\(expected) contents are left", location) {
            await store.reclaimed()
            guard try await store.count("content") == expected else { return false }
            return try await store.read { try Int.fetchOne($0, sql: "PRAGMA freelist_count") } == 0
        }
    }

    /// Waits for what happens in the background.
    func eventually(
        _ what: String, _ location: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(30))
        while try await !condition() {
            guard ContinuousClock.now < deadline else {
                Issue.record("not within 30 s: \(what)", sourceLocation: location)
                return
            }
            await Task.yield()
        }
    }
}

extension CommentRecord {
    /// The comment's files, without links.
    var files: [FileObject] { attachments.compactMap(\.file) }
}

extension PyrusFilesStore.Attachment {
    var file: FileObject? {
        if case .file(let file) = self { file } else { nil }
    }
}

/// The code of the API error that `body` fails with; nil where it does not fail.
func code(of body: () async throws -> some Sendable) async throws -> APIError.Code? {
    do {
        _ = try await body()
        return nil
    } catch let error as APIError {
        return error.code
    }
}

/// What a start does, at a time of a test's choice.
extension Store {
    func add(_ credentials: Credentials) async throws -> Account {
        try await write { try self.add(credentials, $0) }
    }

    func giveAtStart(token: String, to account: Account) async throws {
        try await write { try self.giveAtStart(token: token, to: account, $0) }
    }
}
