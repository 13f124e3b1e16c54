import PyrusFiles
import PyrusFilesStore

extension TaskDraft {
    /// A task as `POST /tasks` names it: with a text or fields (ATTACH-11).
    init(_ body: JSONBody) throws(APIError) {
        self.init()
        text = try body.string("text")
        formID = body["form_id"]
        subject = body["subject"]
        attachments = try AttachmentItems.list("attachments", in: body)
        fields = try FieldDraft.list("fields", in: body)
        guard text != nil || body["fields"] != nil else { throw .requiredParameterMissing("text") }
    }
}

extension CommentDraft {
    /// A comment as `POST /tasks/{id}/comments` names it; nothing in it is required.
    init(_ body: JSONBody) throws(APIError) {
        self.init()
        text = try body.string("text")
        attachments = try AttachmentItems.list("attachments", in: body)
        fieldUpdates = try FieldDraft.list("field_updates", in: body)
    }
}

extension FieldDraft {
    /// The fields of a list, each named by `id` or `name` (ATTACH-02).
    static func list(_ name: String, in body: JSONBody) throws(APIError) -> [FieldDraft] {
        var fields: [FieldDraft] = []
        for item in try body.array(name) ?? [] { fields.append(try FieldDraft(item, name)) }
        return fields
    }

    private init(_ item: JSON, _ list: String) throws(APIError) {
        guard let members = item.objectValue else { throw .invalidValueFormat(list, expected: "objects") }
        let body = JSONBody(item)
        let key: String
        if let id = try body.integer("id") {
            key = "id \(id)"
        } else if let name = try body.string("name") {
            key = "name \(name)"
        } else {
            throw .requiredParameterMissing("id")
        }
        let files = try AttachmentItems.files(inFieldValue: body["value"])
        let kept = files == nil ? members : members.filter { $0.key != "value" && $0.key != "type" }
        self.init(key: key, body: .object(kept), files: files)
    }
}
