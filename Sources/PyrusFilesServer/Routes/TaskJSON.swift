import PyrusFiles
import PyrusFilesStore

/// Writes tasks as the API shows them (ATTACH-07, ATTACH-11): a field that would be empty is left out.
struct TaskJSON {
    let filesURL: String
    let profile: Profile

    func task(_ task: TaskRecord) -> JSON {
        object([
            ("id", .integer(task.id)),
            ("text", text(task.text)),
            ("create_date", .string(task.createdAt.text)),
            ("last_modified_date", .string(task.modifiedAt.text)),
            ("author", author(task.author)),
            ("form_id", task.formID),
            ("subject", task.subject),
            ("fields", list(task.fields, field)),
            ("attachments", list(task.attachments, attachment)),
            ("comments", list(task.comments, comment)),
        ])
    }

    private func comment(_ comment: CommentRecord) -> JSON {
        object([
            ("id", .integer(comment.id)),
            ("text", text(comment.text)),
            ("create_date", .string(comment.createdAt.text)),
            ("author", author(comment.author)),
            ("attachments", list(comment.attachments, attachment)),
            ("field_updates", list(comment.fieldUpdates, field)),
        ])
    }

    private func field(_ field: FieldRecord) -> JSON {
        let members = (field.body.objectValue ?? []).filter { !$0.value.isNull }
        guard let files = field.files else { return .object(members.filter { $0.value.arrayValue?.isEmpty != true }) }
        return object(
            members.map { ($0.key, $0.value) } + [("type", "file"), ("value", list(files, attachment))])
    }

    private func attachment(_ attachment: Attachment) -> JSON {
        switch attachment {
        case .file(let file): file.json(filesURL: filesURL, profile: profile)
        case .link(let id, let name, let url): ["id": .integer(id), "name": .string(name), "url": .string(url)]
        }
    }

    private func author(_ account: Account?) -> JSON? {
        account.map {
            ["id": .integer($0.id), "first_name": .string($0.firstName), "email": .string($0.login)]
        }
    }

    private func text(_ text: String?) -> JSON? {
        text.flatMap { $0.isEmpty ? nil : .string($0) }
    }

    private func list<Item>(_ items: [Item], _ json: (Item) -> JSON) -> JSON? {
        items.isEmpty ? nil : .array(items.map(json))
    }

    private func object(_ members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } })
    }
}
