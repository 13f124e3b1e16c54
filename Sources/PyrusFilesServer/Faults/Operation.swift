typealias Operation = PyrusFilesServer.Fault.Operation

extension Operation {
    /// The operation of a path; `nil` of one that is none of them.
    init?(path: String) {
        var parts = path.split(separator: "/")
        if parts.first == "api" { parts.removeFirst() }
        let isOfAPI = parts.first == "v4"
        if isOfAPI { parts.removeFirst() }
        switch (parts.count, parts.first) {
        case (1, "auth") where isOfAPI: self = .auth
        case (2, "files") where isOfAPI && parts[1] == "upload": self = .upload
        case (3, "files") where parts[1] == "download": self = .download
        case (2, "services") where ["attachment", "kb"].contains(parts[1]): self = .download
        case (1...2, "tasks") where isOfAPI: self = .task
        case (3, "tasks") where isOfAPI && parts[2] == "comments": self = .comment
        case (1..., "knowledgebase") where isOfAPI: self = .article
        default: return nil
        }
    }
}
