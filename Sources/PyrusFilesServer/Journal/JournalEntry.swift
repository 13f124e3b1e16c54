import PyrusFiles

/// One request, and what became of it. Bodies are never kept, nor are tokens and keys.
struct JournalEntry: Sendable {
    struct Part: Sendable {
        let name: String?
        let fileName: String?
        var size: Int64
    }

    let id: Int64
    /// When it came, by the service's clock.
    var at: String
    /// Whose it was, where that is known.
    var organization: String?
    let method: String?
    /// With the query, as it came.
    let target: String?
    /// Without the query: what a filter is matched against.
    let path: String
    let headers: [(name: String, value: String)]
    let boundary: String?
    var parts: [Part] = []
    /// The bytes of its body that came.
    var bodySize: Int64 = 0
    /// `nil` while it is under way, and where it never got an answer.
    var status: Int?
    var errorCode: String?
    var milliseconds: Int64?
    var faults: [String] = []
    var notes: [NoteRule] = []

    init(id: Int64, at: String, head: RawHead, boundary: String?, bounds: JournalBounds) {
        self.id = id
        self.at = at
        self.boundary = boundary
        method = head.method?.cut(to: bounds.text)
        target = head.target.map { Masking.target($0).cut(to: bounds.text) }
        path = String(head.path).cut(to: bounds.text)
        headers = head.headers.prefix(bounds.headers).map { name, value in
            (name.cut(to: bounds.text), Masking.value(value, ofHeader: name).cut(to: bounds.text))
        }
    }

    mutating func set(_ form: FormSighting, bounds: JournalBounds) {
        parts = form.parts.prefix(bounds.parts).map { part in
            Part(
                name: part.head.name?.cut(to: bounds.text), fileName: part.head.fileName?.cut(to: bounds.text),
                size: part.size)
        }
    }

    /// About how many bytes of memory it takes.
    var cost: Int {
        let texts = [method, target, path, boundary, organization, errorCode].compactMap { $0?.utf8.count }
        let fields = headers.map { 32 + $0.name.utf8.count + $0.value.utf8.count }
        let parts = parts.map { 48 + ($0.name?.utf8.count ?? 0) + ($0.fileName?.utf8.count ?? 0) }
        return 400 + texts.reduce(0, +) + fields.reduce(0, +) + parts.reduce(0, +) + 48 * (faults.count + notes.count)
    }
}

extension JournalEntry {
    /// As the control API shows it: what is not known is left out.
    var json: JSON {
        var members: [JSON.Member] = []
        func add(_ name: String, _ value: JSON?) {
            if let value { members.append(.init(name, value)) }
        }
        add("id", .integer(id))
        add("at", .string(at))
        add("organization", organization.map(JSON.string))
        add("method", method.map(JSON.string))
        add("path", target.map(JSON.string))
        if !headers.isEmpty { add("headers", .array(headers.map { [.string($0.name), .string($0.value)] })) }
        add("boundary", boundary.map(JSON.string))
        if !parts.isEmpty { add("parts", .array(parts.map(\.json))) }
        add("body_size", .integer(bodySize))
        add("status", status.map { .integer($0) })
        add("error_code", errorCode.map(JSON.string))
        add("milliseconds", milliseconds.map { .integer($0) })
        add("faults", .array(faults.map(JSON.string)))
        add("notes", .array(notes.map { ["rule": .string($0.id), "text": .string($0.text)] }))
        return .object(members)
    }
}

extension JournalEntry.Part {
    fileprivate var json: JSON {
        var members: [JSON.Member] = []
        if let name { members.append(.init("name", .string(name))) }
        if let fileName { members.append(.init("filename", .string(fileName))) }
        members.append(.init("size", .integer(size)))
        return .object(members)
    }
}
