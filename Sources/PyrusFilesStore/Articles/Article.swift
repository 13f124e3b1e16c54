import PyrusFiles

/// An article to be stored.
public struct ArticleDraft: Sendable, Equatable {
    /// Required.
    public var title: String
    /// Markdown; its links to `services/kb?Id={guid}` refer to uploads.
    public var body: String?
    /// The article it stands under.
    public var parentID: Int64?

    /// An article with a title.
    public init(title: String, body: String? = nil, parentID: Int64? = nil) {
        self.title = title
        self.body = body
        self.parentID = parentID
    }
}

/// An article of the Knowledge Base, as stored (ATTACH-10).
public struct ArticleRecord: Sendable, Equatable {
    /// Its id.
    public let id: Int64
    /// What it says.
    public let draft: ArticleDraft
    /// The uploads that its body refers to, in the order of their first links.
    public let uploads: [Upload]
}
