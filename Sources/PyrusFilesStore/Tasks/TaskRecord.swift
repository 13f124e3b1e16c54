public import PyrusFiles

/// What hangs at a task, a comment or a field.
public enum Attachment: Sendable, Equatable {
    /// A stored file.
    case file(FileObject)
    /// A link to elsewhere.
    case link(id: Int32, name: String, url: String)
}

/// A field of a task, as stored.
public struct FieldRecord: Sendable, Equatable {
    /// The object as it came; without its `value` where that is files.
    public let body: JSON
    /// The files of a file field; `nil` for any other field.
    public let files: [Attachment]?
}

/// A comment of a task, as stored.
public struct CommentRecord: Sendable, Equatable {
    /// Its id.
    public let id: Int64
    /// Its text, where it has one.
    public let text: String?
    /// When it was made.
    public let createdAt: Moment
    /// Who made it.
    public let author: Account?
    /// Its own files.
    public let attachments: [Attachment]
    /// The fields that it set.
    public let fieldUpdates: [FieldRecord]
}

/// A task with all that hangs at it (ATTACH-08, ATTACH-11).
public struct TaskRecord: Sendable, Equatable {
    /// Its id.
    public let id: Int64
    /// Its text, where it has one.
    public let text: String?
    /// As it came.
    public let formID: JSON?
    /// As it came.
    public let subject: JSON?
    /// When it was made.
    public let createdAt: Moment
    /// When it or its comments last changed.
    public let modifiedAt: Moment
    /// Who made it; nobody for one given at start.
    public let author: Account?
    /// Its fields as they are now.
    public let fields: [FieldRecord]
    /// The files that it was created with.
    public let attachments: [Attachment]
    /// Its comments, oldest first.
    public let comments: [CommentRecord]
}
