/// Every case there is, in the order of topics.
public enum Catalogue {
    /// In the order of topics.
    public static let all: [Case] = ServerCases.all + ClientCases.all

    /// The case of an id.
    public static subscript(id: Case.ID) -> Case? { all.first { $0.id == id } }
}

/// What a server must do.
enum ServerCases {
    /// A file a topic.
    static let all: [Case] = ([auth, uploads] + topics).flatMap { $0 }
}
