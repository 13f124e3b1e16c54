import HTTPTypes
import Hummingbird
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    private static let task = Response.json(#"{"task":{"id":1,"text":"A case of the kit"}}"#)

    static let tasks: [Deviation] = [
        .editing("server/tasks/new", "hides its authors' addresses") { $0.setting("email", nil) },
        .editing("server/tasks/attachments", "shows a task's files nowhere") { json in
            json["last_modified_date"] == nil ? json : json.setting("attachments", nil)
        },
        .editing("server/tasks/read", "shows comments without their files", when: { $0.method == .get }) { json in
            json["last_modified_date"] == nil ? json.setting("attachments", nil) : json
        },
        .editing("server/tasks/no-empty-fields", "writes null for what there is not") { json in
            guard json["last_modified_date"] != nil, let members = json.objectValue else { return json }
            return .object(members + [JSON.Member("due_date", nil)])
        },
        .editing("server/tasks/dates", "writes milliseconds") {
            $0.setting("last_modified_date", "2017-08-17T15:32:11.123Z")
        },
        .replacing(.requiredParameterMissing, in: "server/tasks/nothing-in-it", "makes tasks of nothing") { _ in task },
        .answering(
            "server/tasks/empty-comment", "wants a comment to have a text", when: { $0.isAt("/comments") },
            by: { _ in .error(.requiredParameterMissing) }),
        .editing("server/tasks/comment", "does not say when a comment was made") { json in
            json["last_modified_date"] == nil ? json.setting("create_date", nil) : json
        },
        .replacing(
            .unrecognizedAttachmentID, in: "server/tasks/guid-used-up", "makes tasks of used guids",
            when: { !$0.isAt("/comments") }
        ) { _ in task },
        .editing("server/tasks/as-sent", "makes a string of form_id") { $0.setting("form_id", "17") },
        .replacing(.accessDenied, in: "server/tasks/unknown", "does not know a task") { _ in .message(.notFound) },
        .replacing(.accessDenied, in: "server/tasks/other-organization", "has no walls") { _ in task },
        .asking("server/tasks/start-task", "has one task for all") { head in
            let asks = head.headerFields[.authorization]
            if head.path?.contains("/tasks/") == true, asks?.hasPrefix("Bearer ") == true, asks != "Bearer nobodys" {
                head.headerFields[.authorization] = "Bearer local-token"
            }
        },
    ]

    static let fields: [Deviation] = [
        .editing("server/fields/file-by-id", "has no types of fields") { $0.setting("type", nil) },
        .editing("server/fields/file-by-name", "loses a field's name") { json in
            json["value"] == nil ? json : json.setting("name", nil)
        },
        .editing("server/fields/other-value", "makes strings of numbers") { json in
            json["value"] == 12 ? json.setting("value", "12") : json
        },
        .editing("server/fields/update", "keeps an update in the task alone") { $0.setting("field_updates", nil) },
        .refusing(
            "server/fields/unknown-keys", "refuses keys that it does not know", containing: "kit_does_not_exist",
            with: .invalidValueFormat),
        .replacing(.unrecognizedAttachmentID, in: "server/fields/used-up", "lets fields share a guid") { _ in .attached
        },
    ]

    static let articles: [Deviation] = [
        .editing("server/articles/attachments", "numbers an article's files") { json in
            json["url"]?.stringValue?.contains("/services/kb") == true ? json.setting("id", 5) : json
        },
        .editing("server/articles/read", "lists no articles") { $0.setting("articles", []) },
        .answering(
            "server/articles/download", "downloads no article's file", when: { $0.isAt("/services/kb") },
            by: { _ in .error(.fileIsMissing) }),
        .answering(
            "server/articles/not-used-up", "uses a guid up in an article", when: { $0.isAt(.post, "/comments") },
            by: { _ in .error(.unrecognizedAttachmentID) }),
        .editing("server/articles/parent", "has articles in no order") { $0.setting("parent_id", nil) },
        .asking("server/articles/linked-later", "does not read what is edited") { head in
            if head.method == .put, head.path?.contains("/knowledgebase/") == true { head.method = .get }
        },
        .editing("server/articles/any-host", "reads links to itself alone") { json in
            json["body"]?.stringValue?.contains("example.com") == true ? json.setting("attachments", nil) : json
        },
        .refusing(
            "server/articles/unknown-guid", "refuses an unknown guid", containing: "3f2504e0",
            with: .unrecognizedAttachmentID),
        .replacing(.fileIsMissing, in: "server/articles/unreferenced", "downloads any upload") { _ in
            .file("file content")
        },
        .replacing(
            .fileIsMissing, in: "server/articles/edited", "downloads what was linked once",
            when: { $0.isAt("/services/kb") }, by: { _ in .file("file content") }),
        .replacing(
            .fileIsMissing, in: "server/articles/deleted", "shows deleted articles",
            when: { $0.isAt("/knowledgebase/") }
        ) { _ in .json(#"{"id":1,"title":"a"}"#) },
        .replacing(
            .fileIsMissing, in: "server/articles/unknown", "deletes what there is not", when: { $0.method == .delete },
            by: { _ in .json("{}") }),
        .replacing(.requiredParameterMissing, in: "server/articles/title", "does not say what is missing") { _ in
            .json(#"{"error":"It is missing.","error_code":"required_parameter_missing"}"#, status: .badRequest)
        },
        .replacing(
            .fileIsMissing, in: "server/articles/other-organization", "has no walls",
            when: { $0.isAt("/services/kb") }, by: { _ in .file("file content") }),
    ]
}
