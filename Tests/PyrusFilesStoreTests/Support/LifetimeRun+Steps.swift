import PyrusFiles
import Testing

@testable import PyrusFilesStore

/// The steps of a random run.
extension LifetimeRun {
    mutating func step(_ comment: Comment) async throws {
        let organization = Self.organizations.randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35: try await upload(organization)
        case 35..<45: try await createTask(organization, comment)
        case 45..<60: try await addComment(organization, comment)
        case 60..<75: try await changeArticle(organization, comment)
        case 75..<80: try await remove(organization, comment)
        case 80..<92: try await moveClock(comment)
        case 92..<98: try await passTime(comment)
        default: try await restart()
        }
    }

    private mutating func upload(_ organization: String) async throws {
        let size = [1, 100, 5_000, 20_000, 1_100_000].randomElement(using: &random) ?? 1
        let bytes = Payload.bytes(size == 1_100_000 && guids.count % 8 > 0 ? 3 : size, from: guids.count)
        let guid = try await test.upload(bytes, by: account(of: organization)).guid
        guids.append(guid)
        model.uploads.append(
            StoreModel.Upload(
                guid: guid, organization: organization, bytes: bytes, since: model.now(organization)))
    }

    /// Mostly what can be attached; now and then what is used, gone or another organization's.
    private mutating func drafts(_ organization: String, atMost count: Int) -> [AttachmentDraft] {
        let own = model.uploads.filter { $0.organization == organization }
        let unused = own.filter { $0.file == nil }.map(\.guid)
        let files = own.compactMap(\.file?.id)
        return (0..<Int.random(in: 0...count, using: &random)).map { _ in
            let isStray = Int.random(in: 0..<20, using: &random) == 0
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return .link(url: "https://example.org", name: nil)
            case 1...3:
                let id = files.randomElement(using: &random)
                return .file(isStray ? 1_000_000 : id ?? 5)
            default:
                let root = Bool.random(using: &random) ? files.randomElement(using: &random) : nil
                return .upload((isStray ? guids : unused).randomElement(using: &random), root: root)
            }
        }
    }

    private func field(_ drafts: [AttachmentDraft]) -> FieldDraft {
        FieldDraft(id: 1, body: ["id": 1], files: drafts)
    }

    private mutating func createTask(_ organization: String, _ comment: Comment) async throws {
        let (own, values) = (drafts(organization, atMost: 1), drafts(organization, atMost: 2))
        var draft = TaskDraft()
        draft.attachments = own
        draft.fields = [field(values)]
        try await both(organization, comment) { model throws(StoreModel.Refusal) in
            try model.createTask(own, field: values, organization)
        } _: { store, account in
            _ = try await store.createTask(draft, by: account)
        }
    }

    /// A task that was refused has no id; those of other organizations are left alone.
    private mutating func addComment(_ organization: String, _ comment: Comment) async throws {
        let tasks = Set(model.holds.filter { $0.organization == organization }.map(\.task)).union([1]).sorted()
        let task = tasks.randomElement(using: &random) ?? 1
        let own = drafts(organization, atMost: 1)
        let values = Int.random(in: 0..<3, using: &random) > 0 ? drafts(organization, atMost: 1) : nil
        var draft = CommentDraft()
        draft.attachments = own
        draft.fieldUpdates = values.map { [field($0)] } ?? []
        try await both(organization, comment) { model throws(StoreModel.Refusal) in
            try model.addComment(own, field: values, task: task, organization)
        } _: { store, account in
            _ = try await store.addComment(draft, toTask: task, by: account)
        }
    }

    private mutating func changeArticle(_ organization: String, _ comment: Comment) async throws {
        let links = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
            (Bool.random(using: &random) ? guids.suffix(20) : guids[...]).randomElement(using: &random)
        }
        let account = try await account(of: organization)
        let draft = ArticleDraft(title: "a", body: links.map { "/services/kb?Id=\($0)" }.joined(separator: " "))
        let known = model.articles.filter { $0.value.organization == organization }.keys.sorted()
        guard let article = known.randomElement(using: &random), known.count > Int.random(in: 0..<8, using: &random)
        else {
            let made = try await test.store.createArticle(draft, by: account)
            #expect(made.id == model.nextArticle, comment)
            model.write(article: made.id, linking: links, organization)
            model.nextArticle += 1
            return
        }
        if Bool.random(using: &random) {
            _ = try await test.store.replaceArticle(id: article, draft, by: account)
            model.write(article: article, linking: links, organization)
        } else {
            try await test.store.deleteArticle(id: article, by: account)
            model.articles[article] = nil
            model.settle(organization)
        }
    }

    private mutating func remove(_ organization: String, _ comment: Comment) async throws {
        guard let guid = guids.randomElement(using: &random) else { return }
        let scope = Bool.random(using: &random) ? organization : nil
        let index = model.uploads.firstIndex { $0.guid == guid && ($0.organization == scope || scope == nil) }
        let removal = try await test.store.removeUpload(guid, organization: scope)
        guard let index else {
            #expect(removal == .unknown, comment)
            return
        }
        let upload = model.uploads[index]
        let isKept = !model.references(to: upload).isEmpty
        #expect(removal == (isKept ? .referenced : .removed), comment)
        guard !isKept else { return }
        model.remove(index)
        model.settle(upload.organization)
    }
}
