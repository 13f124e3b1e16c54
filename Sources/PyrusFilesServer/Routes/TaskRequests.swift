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
        let files = try AttachmentItems.files(inFieldValue: body["value"])
        let kept = JSON.object(files == nil ? members : members.filter { $0.key != "value" && $0.key != "type" })
        // Either is judged, also where the other is enough.
        let (id, name) = (try body.integer("id"), try body.string("name"))
        if let id {
            self.init(id: id, body: kept, files: files)
        } else if let name {
            self.init(name: name, body: kept, files: files)
        } else {
            throw .requiredParameterMissing("id")
        }
    }
}
