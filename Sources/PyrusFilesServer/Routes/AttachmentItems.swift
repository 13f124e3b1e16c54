import PyrusFiles
import PyrusFilesStore

/// Reads what a client names as attachments: guids, files that are attached already, links (ATTACH-03).
enum AttachmentItems {
    /// The items of a list that must be one.
    static func list(_ name: String, in body: JSONBody) throws(APIError) -> [AttachmentDraft] {
        var drafts: [AttachmentDraft] = []
        for item in try body.array(name) ?? [] { drafts.append(try draft(of: item, name)) }
        return drafts
    }

    /// The files of a field's value; `nil` for a value of another kind, which is kept as it came (ATTACH-02).
    static func files(inFieldValue value: JSON?) throws(APIError) -> [AttachmentDraft]? {
        guard let items = value?.arrayValue, !items.isEmpty, items.allSatisfy(isItem) else { return nil }
        var drafts: [AttachmentDraft] = []
        for item in items { drafts.append(try draft(of: item, "value")) }
        return drafts
    }

    private static let kinds = ["guid", "attachment_id", "url"]

    private static func isItem(_ item: JSON) -> Bool {
        if let text = item.stringValue { return GUID(text) != nil }
        return kinds.contains { JSONBody(item)[$0] != nil }
    }

    private static func draft(of item: JSON, _ name: String) throws(APIError) -> AttachmentDraft {
        if let text = item.stringValue { return .upload(GUID(text), root: nil) }
        let body = JSONBody(item)
        let named = kinds.filter { body[$0] != nil }
        let root = try body.fileID("root_id")
        let linkName = try body.string("name")
        switch named {
        case ["guid"]:
            return .upload(try body.string("guid").flatMap { GUID($0) }, root: root)
        case ["attachment_id"] where root == nil:
            guard let id = try body.fileID("attachment_id") else { break }
            return .file(id)
        case ["url"] where root == nil:
            guard let url = try body.string("url") else { break }
            return .link(url: url, name: linkName)
        default: break
        }
        throw .invalidValueFormat(name, expected: "items that are a guid, or have one of guid, attachment_id and url")
    }
}
