public import PyrusFiles

/// What a run left on the server, for people and as JSON: the API has nothing to remove it by.
struct Remains: Sendable {
    private static let mostNames = 10

    private let uploads: [String]
    private let tasks: [Int64]
    private let articles: [Int64]
    /// How many there are in each task.
    private let comments: [(task: Int64, count: Int)]

    init(_ results: [CaseResult]) {
        var (uploads, tasks, articles): ([String], Set<Int64>, Set<Int64>) = ([], [], [])
        var comments: [Int64: Int] = [:]
        for remnant in results.flatMap(\.remnants) {
            switch remnant {
            case .upload(let guid): uploads.append(guid)
            case .task(let id): tasks.insert(id)
            case .article(let id): articles.insert(id)
            case .comment(let task): comments[task, default: 0] += 1
            }
        }
        (self.uploads, self.tasks, self.articles) = (uploads, tasks.sorted(), articles.sorted())
        self.comments = comments.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var json: JSON {
        [
            "uploads": .array(uploads.map { .string($0) }), "tasks": .array(tasks.map { .integer($0) }),
            "comments": .array(comments.map { ["task": .integer($0.task), "count": .integer($0.count)] }),
            "articles": .array(articles.map { .integer($0) }),
        ]
    }

    /// `nil` where nothing stays.
    var sentence: String? {
        var parts: [String] = []
        if !uploads.isEmpty { parts.append(Self.counted(uploads.count, "upload")) }
        for (noun, ids) in [("task", tasks), ("article", articles)] where !ids.isEmpty {
            parts.append("\(Self.counted(ids.count, noun)) (\(Self.named(ids)))")
        }
        if !comments.isEmpty {
            let count = comments.reduce(0) { $0 + $1.count }
            parts.append("\(Self.counted(count, "comment")) (in \(Self.named(comments.map(\.task), of: "task")))")
        }
        return parts.isEmpty ? nil : "Left on the server: \(parts.joined(separator: ", "))."
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func named(_ ids: [Int64], of noun: String? = nil) -> String {
        let names = ids.prefix(mostNames).map { "\($0)" }.joined(separator: ", ")
        let left = ids.count > mostNames ? " and \(ids.count - mostNames) more" : ""
        return (noun.map { ids.count == 1 ? "\($0) " : "\($0)s " } ?? "") + names + left
    }
}

extension Report {
    /// What the run left on the server, in a sentence; `nil` where nothing stays.
    public var whatStays: String? { Remains(results).sentence }

    /// The same as JSON: guids and ids, and a count of comments for each task.
    public var remains: JSON { Remains(results).json }
}
