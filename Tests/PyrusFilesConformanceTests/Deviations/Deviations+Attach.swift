import HTTPTypes
import Hummingbird
import PyrusFiles
import Synchronization

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let attach: [Deviation] = [
        .editing("server/attach/comment", "miscounts a file") { $0.settingInFile("size", 15) },
        .editing("server/attach/several", "turns attachments round") { json in
            json.setting("attachments", .array(json.attachments.reversed()))
        },
        .editing("server/attach/file-object", "orders a file's fields by name") { json in
            guard json["md5"] != nil, let members = json.objectValue else { return json }
            return .object(members.sorted { $0.key < $1.key })
        },
        .editing("server/attach/first-version", "counts versions from 0") { $0.settingInFile("version", 0) },
        .editing("server/attach/url", "gives out one address for all") {
            $0.settingInFile("url", "https://files.pyrus.com/services/attachment?Id=1")
        },
        .refusing(
            "server/attach/guid-object", "knows guids as strings alone", containing: #""guid""#,
            with: .invalidValueFormat),
        .editing("server/attach/attachment-id", "makes another file of a file that is attached again") {
            $0.settingInFile("name", .string(ServerExamination.word()))
        },
        .editing("server/attach/link", "gives a link a size") { json in
            guard json["url"] != nil, json["md5"] == nil, let members = json.objectValue else { return json }
            return .object(members + [JSON.Member("size", 0)])
        },
        .editing("server/attach/link-without-name", "names a link by its last segment") { json in
            json["url"] == nil || json["md5"] != nil ? json : json.setting("name", "a")
        },
        .replacing(.invalidValueFormat, in: "server/attach/mixed", "takes the first kind of an item") { _ in .attached
        },
        .replacing(.invalidValueFormat, in: "server/attach/neither", "skips what it does not know") { _ in .attached },
    ]

    static let attachRefusals: [Deviation] = [
        .replacing(.unrecognizedAttachmentID, in: "server/attach/used-twice", "takes a guid again") { _ in .attached },
        .replacing(.unrecognizedAttachmentID, in: "server/attach/twice-at-once", "takes a guid twice") { _ in .attached
        },
        .replacing(.unrecognizedAttachmentID, in: "server/attach/unknown-guid", "takes any guid") { _ in .attached },
        .replacing(.unrecognizedAttachmentID, in: "server/attach/no-guid", "has another code for no guid") { _ in
            .error(.invalidValueFormat)
        },
        .replacing(
            .unrecognizedAttachmentID, in: "server/attach/unknown-attachment-id", "has another code for no file"
        ) { _ in .error(.fileIsMissing) },
        .replacing(.unrecognizedAttachmentID, in: "server/attach/other-organization", "has no walls") { _ in .attached
        },
        usingUp,
        Deviation("server/attach/too-many", "has room for 5,000 attachments") {
            $0.limits.maxAttachmentsPerTask = 5_000
        },
        .replacing(
            .tooManyAttachments, in: "server/attach/as-many-as-allowed", "counts the attachments of each comment alone",
            when: { $0.headers[.contentLength].flatMap { Int($0) } ?? .max < 1_000 }
        ) { _ in .attached },
        .replacing(
            .unrecognizedAttachmentID, in: "server/attach/attachment-id-other-organization",
            "shows anybody's file once more"
        ) { _ in .attached },
    ]

    /// A guid is used up by a comment that was refused.
    private static var usingUp: Deviation {
        let refused = Refused()
        return Deviation("server/attach/all-or-nothing", "uses guids up in vain") { request, context, respond in
            if request.isAt(.post, "/comments"), refused.logins.withLock({ $0.contains(request.login) }) {
                return .error(.unrecognizedAttachmentID)
            }
            let response = await respond(request, context)
            if context.exchange.errorCode == "unrecognized_attachment_id" {
                refused.logins.withLock { _ = $0.insert(request.login) }
            }
            return response
        }
    }

    /// Whose comments were refused.
    private final class Refused: Sendable {
        let logins = Mutex(Set<String>())
    }

    static let versions: [Deviation] = [
        .editing("server/versions/new", "counts no versions") { $0.settingInFile("version", 1) },
        .editing("server/versions/of-a-version", "names the version before as the root") { json in
            json.settingInFile("root_id", .integer((json["id"]?.int64Value ?? 0) - 1))
        },
        .answering(
            "server/versions/downloads", "downloads the first version always", when: { $0.isAt("/download/") },
            by: { _ in .file("first") }),
        .replacing(.unrecognizedAttachmentID, in: "server/versions/unknown-root", "makes a first version") { _ in
            .attached
        },
        .replacing(.unrecognizedAttachmentID, in: "server/versions/other-organization", "has no walls") { _ in
            .attached
        },
        .replacing(.invalidValueFormat, in: "server/versions/without-guid", "overlooks root_id") { _ in .attached },
    ]
}

extension Request {
    /// Who asks, by the token.
    fileprivate var login: String { headers[.authorization] ?? "" }
}
