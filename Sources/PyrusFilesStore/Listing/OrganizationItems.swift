public import PyrusFiles

/// An upload as a tester sees it.
public struct UploadListing: Sendable, Equatable {
    /// What refers to an upload, and so keeps it.
    public struct Reference: Sendable, Equatable {
        /// What there is to refer to an upload.
        public enum Kind: String, Sendable {
            /// A task's own attachment.
            case task
            /// A comment's, or a field's that the comment set.
            case comment
            /// A field's as it is now.
            case field
            /// A link in an article.
            case article
            /// A later version of the file.
            case version
        }

        /// What refers.
        public let kind: Kind
        /// Its id; of a field what names it, a number or a name.
        public let id: JSON
    }

    /// The upload.
    public let upload: Upload
    /// The name of the organization that it belongs to.
    public let organization: String
    /// When it falls due, where nothing refers to it.
    public let expires: Moment?
    /// What refers to it.
    public let references: [Reference]
}

/// A file with the name of the organization that it belongs to.
public struct OrganizationFile: Sendable, Equatable {
    /// The file.
    public let file: FileObject
    /// The organization's name.
    public let organization: String
}

/// A task with the name of the organization that it belongs to.
public struct OrganizationTask: Sendable, Equatable {
    /// The task.
    public let task: TaskRecord
    /// The organization's name.
    public let organization: String
}
