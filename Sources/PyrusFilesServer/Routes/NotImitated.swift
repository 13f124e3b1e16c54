import PyrusFiles

/// What the real API has and this server does not (ERROR-02).
///
/// Such a route is answered in the form of an API error: the vendor's Python client takes a 404 of the other form for
/// an empty success.
enum NotImitated {
    /// The first segments of paths below the API's prefixes.
    private static let segments: Set<String> = [
        "announcements", "bots", "calls", "catalogs", "contacts", "departments", "eventhistory", "extensions",
        "fileaccesshistory", "forms", "inbox", "integrations", "lists", "members", "print_forms", "profile",
        "registers", "registryhistory", "roles", "schedules", "taskaccesshistory", "taskexporthistory", "webhooks",
    ]
    /// Paths of the real file service beside the API.
    private static let services: Set<String> = [
        "/avatar", "/restapi/upload", "/services/avatar", "/services/preview", "/services/upload", "/services/viewtxt",
    ]
    /// What hangs at a task there, but comments.
    private static let taskParts: Set<String> = ["print_forms", "subtasks"]

    static func contains(path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        let whole = "/" + parts.joined(separator: "/")
        if services.contains(where: { whole == $0 || whole.hasPrefix($0 + "/") }) { return true }
        let below = parts.first == "api" ? parts.dropFirst() : parts[...]
        guard below.first == "v4" else { return false }
        let api = Array(below.dropFirst())
        guard let first = api.first else { return false }
        return segments.contains(first) || first == "tasks" && api.count > 2 && taskParts.contains(api[2])
    }
}
