import PyrusFiles
import TestSupport
import Testing

@testable import PyrusFilesStore

/// A store and its model, to which the same is done at random.
struct LifetimeRun {
    static let organizations = ["a.test", "b.test", "solo@"]
    private static let logins = ["a.test": "anna@a.test", "b.test": "boris@b.test", "solo@": "solo"]

    var random: SeededGenerator
    var test: TestStore
    var model: StoreModel
    /// All that there ever were: what is gone is asked for as well.
    var guids: [GUID] = []
    let sizeBefore: Int
    private let start: StartState

    init(seed: UInt64) async throws {
        random = SeededGenerator(seed: seed)
        var start = StartState()
        start.accounts = Self.logins.values.sorted().map { Credentials(login: $0, securityKey: "key") }
        self.start = start
        test = try TestStore(start: start)
        model = StoreModel(lifetime: try #require(Limits().unreferencedLifetime).wholeMilliseconds)
        try await test.settled(contents: 0)
        sizeBefore = try Files.size(test.databasePath)
    }

    func account(of organization: String) async throws -> Account {
        try await test.account(try #require(Self.logins[organization]))
    }

    /// Does the same to both, and expects that both take it or both refuse it.
    mutating func both(
        _ organization: String, _ comment: Comment, _ change: (inout StoreModel) throws(StoreModel.Refusal) -> Void,
        _ body: (Store, Account) async throws -> Void
    ) async throws {
        let account = try await account(of: organization)
        var changed = model
        let isTaken: Bool
        do {
            try change(&changed)
            (model, isTaken) = (changed, true)
        } catch {
            isTaken = false
        }
        let refusal = try await code { try await body(test.store, account) }
        #expect(refusal == (isTaken ? nil : .unrecognizedAttachmentID), comment)
    }

    /// Closes the store and opens it again.
    mutating func restart() async throws {
        try await test.store.close()
        test = try TestStore(in: test.scratch, start: start, time: test.time)
    }

    /// Both hold the same: uploads with what refers to them and when they fall due, and files.
    mutating func compare(_ comment: Comment) async throws {
        var uploads: [String] = []
        var files: [String] = []
        var place: Int64? = 0
        while let after = place {
            let page = try await test.store.uploads(organization: nil, after: after)
            for item in page.items {
                let references = Set(item.references.map { "\($0.kind.rawValue) \($0.id.compact)" })
                #expect(references.count == item.references.count, comment)
                let expires = item.expires.map { "\($0.milliseconds)" } ?? "kept"
                uploads.append("\(item.upload.guid) \(item.organization) \(expires) \(references.sorted())")
            }
            place = page.next
        }
        place = 0
        while let after = place {
            let page = try await test.store.files(organization: nil, after: after)
            files += page.items.map { item in
                let root = item.file.rootID.map { "\($0)" } ?? "none"
                return "\(item.file.id) \(item.organization) \(item.file.version) \(root) \(item.file.size)"
            }
            place = page.next
        }
        #expect(uploads == model.uploadLines, comment)
        #expect(files == model.fileLines, comment)
        try await compareBytes(comment)
    }

    /// A file, there or not, is given out with its bytes or not at all.
    private mutating func compareBytes(_ comment: Comment) async throws {
        guard let guid = guids.randomElement(using: &random),
            let organization = Self.organizations.randomElement(using: &random)
        else { return }
        let account = try await account(of: organization)
        let upload = model.index(guid, organization).map { model.uploads[$0] }
        let isLinked = model.articles.values.contains { $0.organization == organization && $0.guids.contains(guid) }
        let linked = try await test.store.articleFile(guid: guid, for: account)?.reader.bytes()
        #expect(linked == (isLinked ? upload?.bytes : nil), comment)
        let id = Int32.random(in: 1_000_000...max(1_000_000, model.nextFile), using: &random)
        let bytes = model.index(file: id, organization).map { model.uploads[$0].bytes }
        do {
            #expect(try await test.store.file(id: id, for: account).reader.bytes() == bytes, comment)
        } catch is FileRefusal {
            #expect(bytes == nil, comment)
        }
    }
}

extension StoreModel {
    fileprivate var uploadLines: [String] {
        uploads.map { upload in
            let expires = upload.since.map { "\($0 + lifetime)" } ?? "kept"
            return "\(upload.guid) \(upload.organization) \(expires) \(references(to: upload).sorted())"
        }
    }

    fileprivate var fileLines: [String] {
        files.compactMap { guid in
            guard let upload = uploads.first(where: { $0.guid == guid }), let file = upload.file else { return nil }
            let root = file.root.map { "\($0)" } ?? "none"
            return "\(file.id) \(upload.organization) \(file.version) \(root) \(upload.bytes.count)"
        }
    }
}
