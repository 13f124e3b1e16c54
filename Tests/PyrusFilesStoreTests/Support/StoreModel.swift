import PyrusFiles

@testable import PyrusFilesStore

/// What a store should hold, said in the simplest way: a list of what there is and of what refers to it, which is
/// looked through after each step. A step that is refused throws and leaves a model behind that is thrown away.
struct StoreModel {
    struct Upload {
        let guid: GUID
        let organization: String
        let bytes: [UInt8]
        var file: File?
        var since: Int64?
    }

    struct File {
        let id: Int32
        let root: Int32?
        let version: Int32
    }

    /// Where a file hangs.
    struct Hold {
        enum Kind: Equatable {
            case task, comment(Int64), field(Int64)
        }

        let organization: String
        let task: Int64
        let kind: Kind
        let file: Int32
    }

    struct Article {
        let organization: String
        var guids: Set<GUID>
    }

    struct Refusal: Error {}

    let lifetime: Int64
    var source = ManualTime.start.milliseconds
    var server = ModelClock(source: ManualTime.start.milliseconds)
    var clocks: [String: ModelClock] = [:]
    /// In the order of their making.
    var uploads: [Upload] = []
    /// The guids whose uploads are files, in the order of those files' making.
    var files: [GUID] = []
    var holds: [Hold] = []
    var articles: [Int64: Article] = [:]
    /// The next id of each kind of thing.
    var nextFile: Int32 = 1_000_000
    var nextTask: Int64 = 1_000_000
    var nextComment: Int64 = 1_000_000
    var nextArticle: Int64 = 1_000_000

    /// The model of an empty store.
    init(lifetime: Int64) {
        self.lifetime = lifetime
    }

    func now(_ organization: String) -> Int64 {
        (clocks[organization] ?? server).now(source)
    }

    func index(_ guid: GUID?, _ organization: String) -> Int? {
        uploads.firstIndex { $0.guid == guid && $0.organization == organization }
    }

    func index(file id: Int32, _ organization: String) -> Int? {
        uploads.firstIndex { $0.file?.id == id && $0.organization == organization }
    }

    /// What refers to an upload, each thing once.
    func references(to upload: Upload) -> Set<String> {
        var found: Set<String> = []
        for (id, article) in articles where article.guids.contains(upload.guid) { found.insert("article \(id)") }
        guard let file = upload.file else { return found }
        for hold in holds where hold.file == file.id && hold.organization == upload.organization {
            switch hold.kind {
            case .task: found.insert("task \(hold.task)")
            case .comment(let id): found.insert("comment \(id)")
            case .field(let id): found.insert("field \(id)")
            }
        }
        for later in uploads where later.file?.root == file.id && later.organization == upload.organization {
            found.insert("version \(later.file?.id ?? 0)")
        }
        return found
    }

    /// Starts the time of what nothing refers to any more, and ends that of what something does.
    mutating func settle(_ organization: String, at moment: Int64) {
        let links = Set(articles.values.flatMap(\.guids))
        let roots = uploads.filter { $0.organization == organization }.compactMap(\.file?.root)
        let kept = Set(holds.filter { $0.organization == organization }.map(\.file) + roots)
        for index in uploads.indices where uploads[index].organization == organization {
            let upload = uploads[index]
            let isKept = links.contains(upload.guid) || upload.file.map { kept.contains($0.id) } == true
            uploads[index].since = isKept ? nil : upload.since ?? moment
        }
    }

    mutating func settle(_ organization: String) {
        settle(organization, at: now(organization))
    }

    /// Removes what is due, one after the other, the one that has waited longest first.
    mutating func expire(_ organization: String) -> [GUID] {
        var gone: [GUID] = []
        while let (since, index) = uploads.indices.compactMap({ index -> (Int64, Int)? in
            guard uploads[index].organization == organization, let since = uploads[index].since else { return nil }
            return since + lifetime <= now(organization) ? (since, index) : nil
        }).min(by: <) {
            gone.append(uploads[index].guid)
            remove(index)
            settle(organization, at: since + lifetime)
        }
        return gone
    }

    mutating func remove(_ index: Int) {
        let guid = uploads.remove(at: index).guid
        files.removeAll { $0 == guid }
    }
}
