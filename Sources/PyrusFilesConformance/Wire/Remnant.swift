import PyrusFiles

/// Something that a server made of a request, by its own answer: it stays unless it is removed.
public enum Remnant: Sendable, Hashable {
    /// A stored file, attached or not.
    case upload(guid: String)
    case task(Int64)
    case comment(task: Int64)
    case article(Int64)

    /// What an answer to a request says that there is now; `nil` where it says nothing of the kind.
    init?(_ answer: WireAnswer, to method: String) {
        guard method == "POST", answer.status == 200, let json = answer.json else { return nil }
        if let guid = json["guid"]?.stringValue, json["md5_hash"] != nil {
            self = .upload(guid: guid)
        } else if let id = json["task"]?["id"]?.int64Value {
            // A task that is new has no comments yet.
            self = json["task"]?["comments"] == nil ? .task(id) : .comment(task: id)
        } else if let id = json["id"]?.int64Value, json["title"] != nil {
            self = .article(id)
        } else {
            return nil
        }
    }
}
