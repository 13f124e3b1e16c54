public import PyrusFiles

/// An item of `attachments`, or of a file field's value, as a client sends it (ATTACH-03).
public enum AttachmentDraft: Sendable, Equatable {
    /// The guid of an upload, which is used up; `nil` is one that is no guid at all. With a root, a new version of it.
    case upload(GUID?, root: Int32?)
    /// A file that is attached already, once more.
    case file(Int32)
    /// A link, which no file is behind.
    case link(url: String, name: String?)
}

/// A field of a task as a client sends it (ATTACH-02).
public struct FieldDraft: Sendable, Equatable {
    /// What names the field: its `id` where it has one, else its `name`.
    let key: String
    /// The object as it came; without its `value` where that is files.
    public let body: JSON
    /// The files of a file field; `nil` for any other field.
    public let files: [AttachmentDraft]?

    /// A field that is named by its id.
    public init(id: Int64, body: JSON, files: [AttachmentDraft]?) {
        self.init(key: "id \(id)", body: body, files: files)
    }

    /// A field without an id, that is named by its name.
    public init(name: String, body: JSON, files: [AttachmentDraft]?) {
        self.init(key: "name \(name)", body: body, files: files)
    }

    private init(key: String, body: JSON, files: [AttachmentDraft]?) {
        self.key = key
        self.body = body
        self.files = files
    }

    /// The id or the name that a key was made of.
    static func name(inKey key: String) -> JSON {
        let name = key.drop { $0 != " " }.dropFirst()
        return key.hasPrefix("id ") ? .integer(Int64(name) ?? 0) : .string(String(name))
    }
}

/// A task to be created.
public struct TaskDraft: Sendable {
    /// Its text, where it has one.
    public var text: String?
    /// Kept and given back as it came.
    public var formID: JSON?
    /// Kept and given back as it came.
    public var subject: JSON?
    /// The task's own files.
    public var attachments: [AttachmentDraft] = []
    /// Its fields, in order.
    public var fields: [FieldDraft] = []

    /// A task without anything.
    public init() {}
}

/// A comment to be added to a task. It needs nothing.
public struct CommentDraft: Sendable {
    /// Its text, where it has one.
    public var text: String?
    /// The comment's files.
    public var attachments: [AttachmentDraft] = []
    /// Fields of the task that it sets.
    public var fieldUpdates: [FieldDraft] = []

    /// A comment without anything.
    public init() {}
}
