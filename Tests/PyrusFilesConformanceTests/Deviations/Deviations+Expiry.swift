import HTTPTypes
import Hummingbird
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let expiry: [Deviation] = [
        Deviation("server/expiry/unreferenced", "keeps everything") { $0.limits.unreferencedLifetime = nil },
        .replacing(.unrecognizedAttachmentID, in: "server/expiry/as-unknown", "attaches what is gone") { _ in .attached
        },
        Deviation("server/expiry/not-before", "keeps an upload for an hour") {
            $0.limits.unreferencedLifetime = .seconds(3_600)
        },
        .answering(
            "server/expiry/task-keeps", "removes old files", when: { $0.isAt("/download/") },
            by: { _ in .error(.unrecognizedAttachmentID) }),
        .answering(
            "server/expiry/article-keeps", "removes what articles link", when: { $0.isAt("/services/kb") },
            by: { _ in .error(.fileIsMissing) }),
        Deviation("server/expiry/anew", "keeps an upload for ten hours") {
            $0.limits.unreferencedLifetime = .seconds(36_000)
        },
        Deviation("server/expiry/after-article", "keeps an upload for two days") {
            $0.limits.unreferencedLifetime = .seconds(172_800)
        },
    ]

    static let clock: [Deviation] = [
        Deviation("server/clock/token-lifetime", "lets no token expire") { $0.limits.tokenLifetime = nil },
        .editing("server/clock/dates", "takes dates from another clock") {
            $0.setting("create_date", "2026-01-01T00:00:00Z")
        },
        .answering(
            "server/clock/of-one-organization", "has one clock for all", when: { $0.isAt(.post, "/comments") },
            by: { _ in .error(.unrecognizedAttachmentID) }),
        Deviation(
            "server/clock/rate-window", "begins no new window",
            fault: .header("X-RateLimit-Remaining", "4998")),
    ]

    static let rateLimit: [Deviation] = [
        Deviation("server/rate-limit/headers", "has no limit") { $0.limits.rateLimit = nil },
        .changing("server/rate-limit/on-errors", "tells nothing on errors") { response in
            guard response.status.code >= 400, let name = HTTPField.Name("X-RateLimit-Remaining") else { return }
            response.headers[name] = nil
        },
        Deviation(
            "server/rate-limit/nobody", "counts who is nobody", fault: .header("X-RateLimit-Remaining", "17")),
        Deviation(
            "server/rate-limit/counts", "counts nothing", fault: .header("X-RateLimit-Remaining", "4999")),
        Deviation.replacing(.tooManyRequests, in: "server/rate-limit/exceeded", "has a limit for show") { _ in
            .json(#"{"task":{"id":1}}"#)
        }.with { $0.limits.rateLimit = RateLimit(requests: 20, window: .seconds(600)) },
    ]

    static let paths: [Deviation] = [
        .answering(
            "server/paths/v4", "knows one prefix", when: { $0.isAt("/api/v4/tasks") }, by: { _ in .message(.notFound) }),
        .answering(
            "server/paths/auth", "gives tokens in one place", when: { $0.uri.path == "/v4/auth" },
            by: { _ in .message(.notFound) }),
        .answering(
            "server/paths/files", "has files under the API alone", when: { $0.isAt(.get, "/v4/files/download") },
            by: { _ in .message(.notFound) }),
        .answering(
            "server/paths/short-download", "knows no short way",
            when: { $0.uri.path.hasPrefix("/files/download") }, by: { _ in .message(.notFound) }),
        .editing("server/paths/host", "gives out its own name") {
            $0.settingInFile("url", "http://127.0.0.1/services/attachment?Id=1")
        },
        .editing("server/paths/host-of-addresses", "gives out the real names") {
            $0.setting("files_url", "https://files.pyrus.com/")
        },
        .answering(
            "server/paths/slashes", "takes each slash for one", when: { $0.head.path?.contains("//") == true },
            by: { _ in .message(.notFound) }),
        .answering(
            "server/paths/knowledge-base", "has no Knowledge Base", when: { $0.isAt("/knowledgebase") },
            by: { _ in .message(.notFound) }),
    ]
}
