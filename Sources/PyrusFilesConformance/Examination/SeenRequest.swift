import PyrusFiles

/// A request as the server's journal has it.
struct SeenRequest: Sendable {
    enum Operation: String, Sendable {
        case auth, upload, download, task, comment
    }

    struct Part: Sendable {
        let name: String?
        let fileName: String?
        let size: Int64
    }

    let method: String
    /// With the query.
    let path: String
    /// Tokens are masked.
    let headers: [(name: String, value: String)]
    let boundary: String?
    let parts: [Part]
    /// `nil` while it is under way.
    let status: Int?
    /// The kinds of those that it met.
    let faults: [String]
    /// What the server has to say of the request, a rule and a sentence each.
    let notes: [(rule: String, text: String)]

    init(_ json: JSON) {
        method = json["method"]?.stringValue ?? ""
        path = json["path"]?.stringValue ?? ""
        headers = (json["headers"]?.arrayValue ?? []).map { pair in
            let words = pair.arrayValue ?? []
            return (words.first?.stringValue ?? "", words.last?.stringValue ?? "")
        }
        boundary = json["boundary"]?.stringValue
        parts = (json["parts"]?.arrayValue ?? []).map {
            Part(
                name: $0["name"]?.stringValue, fileName: $0["filename"]?.stringValue,
                size: $0["size"]?.int64Value ?? 0)
        }
        status = json["status"]?.int64Value.map { Int($0) }
        faults = (json["faults"]?.arrayValue ?? []).compactMap(\.stringValue)
        notes = (json["notes"]?.arrayValue ?? []).map { ($0["rule"]?.stringValue ?? "", $0["text"]?.stringValue ?? "") }
    }

    /// What it is about, by its path (PATH-01, PATH-02).
    var operation: Operation? {
        let words = path.prefix { $0 != "?" }.split(separator: "/")
        return switch (words.last, words.dropLast().last) {
        case ("auth", _): .auth
        case ("upload", "files"): .upload
        case (_, "download"), ("attachment", "services"): .download
        case ("comments", _): .comment
        case (_, "tasks"), ("tasks", _): .task
        default: nil
        }
    }

    func value(of header: String) -> String? {
        headers.first { $0.name.lowercased() == header.lowercased() }?.value
    }

    /// The sentence of a note, where there is one of these rules.
    func note(_ rules: String...) -> String? { notes.first { rules.contains($0.rule) }?.text }
}

/// An upload as the server has stored it.
struct StoredUpload: Sendable {
    let guid: String
    let name: String
    let size: Int64
    let md5: MD5Digest?
    /// How many things refer to it.
    let references: Int

    init(_ json: JSON) {
        guid = json["guid"]?.stringValue ?? ""
        name = json["name"]?.stringValue ?? ""
        size = json["size"]?.int64Value ?? 0
        md5 = MD5Digest(hex: json["md5"]?.stringValue ?? "")
        references = json["references"]?.arrayValue?.count ?? 0
    }
}
