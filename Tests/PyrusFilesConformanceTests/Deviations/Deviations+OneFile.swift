import Hummingbird
import PyrusFiles

@testable import PyrusFilesServer

extension Deviations {
    static let oneFile: [Deviation] = [
        none("no-parts", "answers a form without parts as one that is malformed"),
        .reading("server/upload/one-file/behind-close-delimiter", "reads on behind the close delimiter") {
            if $0.body.starts(with: Array("--X--\r\n--X".utf8)) { $0.body.removeFirst(7) }
        },
        .accepting(.noFileInRequest, in: "server/upload/one-file/field-only", "takes a form without a file"),
        .reading(
            "server/upload/one-file/no-filename", "takes a part called file for one", "name=\"file\"\r\n",
            as: "name=\"file\"; filename=\"file\"\r\n"),
        .reading(
            "server/upload/one-file/empty-filename", "gives a file without a name one", "filename=\"\"",
            as: "filename=\"noname\""),
        .reading("server/upload/one-file/nested-form", "finds files in a nested form") {
            $0.replace(
                "name=\"file\"\r\nContent-Type: multipart/mixed",
                with: "name=\"file\"; filename=\"a\"\r\nContent-Type: multipart/mixed")
        },
        .reading("server/upload/one-file/two-files", "stores the first of two files") { $0.dropSecondFile() },
        .reading("server/upload/one-file/second-file-empty", "takes an empty second file for none") {
            $0.dropSecondFile()
        },
        .keeping("server/upload/one-file/neither-is-kept", "keeps the first of two files that it refuses") {
            $0.dropSecondFile()
        },
        .refusing("server/upload/one-file/beside-empty-filename", "counts a part without a file's name as a file") {
            $0.contains("filename=\"\"")
        },
        .refusing("server/upload/one-file/fields-before", "wants the file first") { $0.contains("name=\"unknown\"") },
        .refusing("server/upload/one-file/fields-behind", "wants nothing behind the file") {
            $0.contains("name=\"expires\"")
        },
        .refusing("server/upload/one-file/odd-fields", "wants fields in UTF-8") {
            String(validating: $0.body, as: UTF8.self) == nil
        },
        .reading("server/upload/one-file/charset-field", "reads names in the charset that a field names") {
            if $0.contains("_charset_") { $0.replace("é", with: "Ã©") }
        },
    ]

    static let uploadOrder: [Deviation] = [
        Deviation("server/upload/order/token-first", "looks at the content type before the token") {
            request, context, respond in
            guard request.isUpload, request.headers[.contentType] == "text/plain" else {
                return await respond(request, context)
            }
            return Response(APIError(.badMultipartContent))
        },
        Deviation("server/upload/order/expectation-before-type", "looks at the content type before Expect") {
            request, context, respond in
            guard request.headers[.expect] != nil else { return await respond(request, context) }
            return Response(APIError(.badMultipartContent))
        },
        Deviation("server/upload/order/type-before-length", "looks at the declared length before the boundary") {
            request, context, respond in
            let response = await respond(request, context)
            guard request.isUpload, context.body.declaredLength ?? 0 > 3_000_000_000 else { return response }
            return Response(APIError(.tooLargeRequestLength))
        },
        order("name-before-what-follows", "looks at a name once the form is whole", .maxFileNameLengthExceeded),
        order("empty-file-before-second-file", "looks at the size of a file once the form is whole", .emptyFile),
        order("empty-file-before-what-follows", "looks at the size of a file once the form is whole", .emptyFile),
        .reading(
            "server/upload/order/fault-before-second-file", "skips headers that it can't read", "no header",
            as: "Content-Disposition: form-data; name=a"),
        .reading("server/upload/order/no-file-only-at-the-end", "answers a form that breaks off as one without a file")
        {
            if $0.body.suffix(3) == Array("1\r\n".utf8) { $0.body += Array("--X--\r\n".utf8) }
        },
    ]

    private static func none(_ id: String, _ what: String) -> Deviation {
        order(id, what, .noFileInRequest, in: "one-file")
    }

    private static func order(_ id: String, _ what: String, _ code: APIError.Code, in topic: String = "order")
        -> Deviation
    {
        .replacing(code, in: "server/upload/\(topic)/\(id)", what) { _ in Response(APIError(.badMultipartContent)) }
    }
}

extension SentUpload {
    /// As if the form ended behind its first file.
    mutating func dropSecondFile() {
        let delimiter = Array("\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".utf8)
        guard let second = body.firstRange(of: delimiter) else { return }
        body = body[..<second.lowerBound] + Array("\r\n--X--\r\n".utf8)
    }
}
