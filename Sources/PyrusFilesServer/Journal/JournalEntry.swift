import PyrusFiles
public import PyrusFilesStore

/// One request, and what became of it. Bodies are never kept, nor are tokens and keys.
///
/// A text is kept up to 1,024 bytes; of headers the first 100 and of parts the first 64 are.
public struct JournalEntry: Sendable {
    /// A part of a form.
    public struct Part: Sendable {
        /// The name of its field, where it has one.
        public let name: String?
        /// The name of its file, where it says that it is one.
        public let fileName: String?
        /// The bytes of its content that came.
        public internal(set) var size: Int64
    }

    /// Its number: they count from 1 in the order of arrival.
    public let id: Int64
    /// When it came, by the service's clock.
    public internal(set) var at: Moment
    /// Whose it was, where that is known.
    public internal(set) var organization: String?
    /// The method; `nil` of a head that could not be read so far.
    public let method: String?
    /// With the query, as it came.
    public let target: String?
    /// Without the query: what a filter is matched against.
    public let path: String
    /// The header fields in their order and spelling, tokens and keys masked.
    public let headers: [(name: String, value: String)]
    /// What stands between the parts of a form, as its head announced it.
    public let boundary: String?
    /// The parts of its form.
    public internal(set) var parts: [Part] = []
    /// The bytes of its body that came.
    public internal(set) var bodySize: Int64 = 0
    /// `nil` while it is under way, and where it never got an answer.
    public internal(set) var status: Int?
    /// The code of an error of the API that it was answered.
    public internal(set) var errorCode: String?
    /// How long it took to the end of its answer.
    public internal(set) var milliseconds: Int64?
    /// The kinds of the faults that it met.
    public internal(set) var faults: [String] = []
    /// What its client should do otherwise, although the server takes it.
    public internal(set) var notes: [NoteRule] = []

    init(id: Int64, at: Moment, head: RawHead, boundary: String?, bounds: JournalBounds) {
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
        add("at", .string(at.text))
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
