import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let download: [Deviation] = [
        Deviation("server/download/bytes", "flips a byte", fault: .corrupt(after: 10).when(.download)),
        Deviation("server/download/long", "cuts 1 MiB off", fault: .truncate(after: 1_048_576).when(.download)),
        Deviation("server/download/length", "does not say the length", fault: .chunked.when(.download)),
        Deviation(
            "server/download/type", "guesses a type from the name",
            fault: .header("Content-Type", "text/html").when(.download)),
        Deviation(
            "server/download/attachment", "shows a file instead of saving it",
            fault: .header("Content-Disposition", "inline; filename=test.txt").when(.download)),
        .replacing(.unrecognizedAttachmentID, in: "server/download/unknown-id", "has other words") { _ in
            .json(#"{"error":"Unknown.","error_code":"unrecognized_attachment_id"}"#, status: .badRequest)
        },
        .replacing(
            .unrecognizedAttachmentID, in: "server/download/no-number", "routes numbers alone",
            when: { !$0.uri.path.hasSuffix("6") }, by: { _ in .message(.notFound) }),
        .replacing(
            .unrecognizedAttachmentID, in: "server/download/guid", "downloads by guid", when: { $0.isAt("-") },
            by: { _ in .file("file content") }),
        .replacing(.accessDeniedFile, in: "server/download/other-organization", "has no walls") { _ in
            .file("file content")
        },
        Deviation(
            "server/download/unreadable-json", "sends JSON as JSON",
            fault: .header("Content-Type", "application/json").when(.download)),
        Deviation("server/download/removed-meanwhile", "stops where a file is removed") { request, context, respond in
            let response = await respond(request, context)
            guard request.isAt("/download/") else { return response }
            return Response(
                status: .ok, headers: response.headers,
                body: ResponseBody(contentLength: 1_000_000) { writer in
                    try await writer.write(ByteBuffer(repeating: 0, count: 251))
                    throw CancellationError()
                })
        },
    ]

    static let downloadWays: [Deviation] = [
        .answering(
            "server/download/service", "leads elsewhere", when: { $0.isAt("/services/") },
            by: { _ in Response(status: .found, headers: [.location: "/files/download/1", .contentLength: "0"]) }),
        .answering(
            "server/download/service-lower-case", "knows Id alone", when: { $0.uri.query?.hasPrefix("id=") == true },
            by: { _ in .error(.fileIsMissing) }),
        .replacing(.fileIsMissing, in: "server/download/service-unknown-id", "answers as files/download does") { _ in
            .error(.unrecognizedAttachmentID)
        },
        .answering(
            "server/download/service-guid", "downloads by guid", when: { $0.uri.query?.utf8.count ?? 0 > 20 },
            by: { _ in .file("file content") }),
        .replacing(.accessDeniedFile, in: "server/download/service-other-organization", "hides others' files") { _ in
            .error(.fileIsMissing)
        },
        .answering(
            "server/download/json-type", "wants JSON where JSON is announced",
            when: { $0.method == .get && $0.headers[.contentType] != nil }, by: { _ in .error(.emptyBody) }),
        .answering(
            "server/download/with-body", "takes no body with a GET",
            when: { $0.method == .get && $0.headers[.contentLength] != nil }, by: { _ in .message(.badRequest) }),
        .answering(
            "server/download/unknown-query", "takes an Id from the query of any download",
            when: { $0.isAt("/download/") && $0.uri.query != nil }, by: { _ in .error(.unrecognizedAttachmentID) }),
        .answering(
            "server/download/head", "knows no HEAD", when: { $0.method == .head },
            by: { _ in .message(.methodNotAllowed) }),
        .answering(
            "server/download/range", "sends parts", when: { $0.headers[.range] != nil },
            by: { _ in
                var response = Response.file("file")
                response.status = .partialContent
                return response
            }),
        .changing(
            "server/download/no-compression", "compresses", when: { $0.headers[.acceptEncoding] != nil },
            { $0.headers[.contentEncoding] = "gzip" }),
    ]

    /// A server that writes a name another way.
    private static func naming(_ what: String, _ description: String, _ value: String) -> Deviation {
        Deviation(
            "server/download/name/\(what)", description,
            fault: .header("Content-Disposition", "attachment; \(value)").when(.download))
    }

    static let downloadNames: [Deviation] = [
        naming("token", "quotes every name", #"filename="a-b_c.1!%.txt""#),
        naming("blank", "quotes no name", "filename=my file.txt"),
        naming("separators", "lets a name add parameters", "filename=a;b=c,(d).txt"),
        naming("percent", "leaves a percent sign alone", #"filename="50%25 off.txt""#),
        naming("cyrillic", "has no filename*", #"filename="%D0%9E%D1%82%D1%87%D1%91%D1%82%201.txt""#),
        naming("emoji", "encodes in lower case", #"filename="%f0%9f%93%8e.txt"; filename*=UTF-8''%f0%9f%93%8e.txt"#),
        naming("quote", "lets a quote end the name", #"filename="a"; filename=b.txt"#),
        naming("marks", "encodes more than it has to", #"filename="%7Ea%2Ab%27c%20d.txt""#),
        .changing(
            "server/download/name/line-break", "lets a name add a header", when: { $0.isAt("/download/") },
            { $0.headers[.setCookie] = "b=c.txt" }),
    ]
}
