import PyrusFiles

@testable import PyrusFilesStore

/// The steps by which an upload becomes a file, and a file is referred to.
extension StoreModel {
    mutating func attach(
        _ drafts: [AttachmentDraft], task: Int64, _ kind: Hold.Kind, _ organization: String
    ) throws(Refusal) -> [Hold] {
        var made: [Hold] = []
        for draft in drafts {
            switch draft {
            case .link:
                nextFile += 1
            case .file(let id):
                guard index(file: id, organization) != nil else { throw Refusal() }
                made.append(Hold(organization: organization, task: task, kind: kind, file: id))
            case .upload(let guid, let root):
                guard let upload = index(guid, organization), uploads[upload].file == nil else { throw Refusal() }
                uploads[upload].file = try newFile(root: root, organization)
                files.append(uploads[upload].guid)
                made.append(Hold(organization: organization, task: task, kind: kind, file: nextFile))
                nextFile += 1
            }
        }
        holds += made
        return made
    }

    private func newFile(root: Int32?, _ organization: String) throws(Refusal) -> File {
        guard let root else { return File(id: nextFile, root: nil, version: 1) }
        guard let named = index(file: root, organization) else { throw Refusal() }
        let first = uploads[named].file?.root ?? root
        let family = uploads.filter { $0.organization == organization }.compactMap(\.file)
            .filter { $0.id == first || $0.root == first }
        return File(id: nextFile, root: first, version: (family.map(\.version).max() ?? 0) + 1)
    }

    /// A comment keeps what it sets a field to.
    mutating func set(
        field: Int64, _ drafts: [AttachmentDraft], task: Int64, comment: Int64?, _ organization: String
    ) throws(Refusal) {
        holds.removeAll { $0.organization == organization && $0.task == task && $0.kind == .field(field) }
        let made = try attach(drafts, task: task, .field(field), organization)
        guard let comment else { return }
        holds += made.map { Hold(organization: organization, task: task, kind: .comment(comment), file: $0.file) }
    }

    mutating func createTask(
        _ drafts: [AttachmentDraft], field: [AttachmentDraft], _ organization: String
    ) throws(Refusal) {
        let task = nextTask
        nextTask += 1
        _ = try attach(drafts, task: task, .task, organization)
        try set(field: 1, field, task: task, comment: nil, organization)
        settle(organization)
    }

    mutating func addComment(
        _ drafts: [AttachmentDraft], field: [AttachmentDraft]?, task: Int64, _ organization: String
    ) throws(Refusal) {
        let comment = nextComment
        nextComment += 1
        _ = try attach(drafts, task: task, .comment(comment), organization)
        if let field { try set(field: 1, field, task: task, comment: comment, organization) }
        settle(organization)
    }

    /// What an article links to: uploads of its organization, those that are there.
    mutating func write(article: Int64, linking guids: [GUID], _ organization: String) {
        articles[article] = Article(
            organization: organization, guids: Set(guids.filter { index($0, organization) != nil }))
        settle(organization)
    }
}
