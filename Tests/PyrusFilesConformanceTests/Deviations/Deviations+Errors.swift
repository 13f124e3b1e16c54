import HTTPTypes
import Hummingbird
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    private static let unnamed = Response.json(
        #"{"error":"It is missing.","error_code":"required_parameter_missing"}"#, status: .badRequest)

    static let errors: [Deviation] = [
        .editing("server/errors/form", "says more than an error is") { json in
            guard json["error_code"] != nil, let members = json.objectValue else { return json }
            return .object(members + [JSON.Member("error_message", "No.")])
        },
        .answering(
            "server/errors/unknown-route", "has a code for routes that it does not know",
            when: { $0.isAt("kit-does-not-exist") }, by: { _ in .error(.fileIsMissing) }),
        .answering(
            "server/errors/not-imitated", "does not know forms", when: { $0.isAt("/forms") },
            by: { _ in .message(.notFound) }),
        .changing("server/errors/wrong-method", "does not say what is allowed") { $0.headers[.allow] = nil },
        .asking("server/errors/expectation", "overlooks what is expected") { $0.headerFields[.expect] = nil },
    ]

    static let json: [Deviation] = [
        .replacing(.invalidJSON, in: "server/json/invalid", "has one code for all bodies") { _ in
            .error(.invalidValueFormat)
        },
        .replacing(.emptyBody, in: "server/json/empty", "takes nothing for bad JSON") { _ in .error(.invalidJSON) },
        .replacing(.requiredParameterMissing, in: "server/json/missing", "does not say what is missing") { _ in unnamed
        },
        .replacing(.invalidValueFormat, in: "server/json/wrong-type", "makes a text of a number") { _ in
            .json(#"{"task":{"id":2,"text":"1"}}"#)
        },
        Deviation("server/json/utf-8", "escapes what is not ASCII") { request, context, respond in
            let response = await respond(request, context)
            guard let bytes = try? await response.jsonBytes() else { return response }
            let text = String(decoding: bytes, as: UTF8.self).utf16.map { unit in
                let hex = String(unit, radix: 16)
                return unit < 128
                    ? String(Character(Unicode.Scalar(UInt8(unit))))
                    : "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
            return .json(text.joined(), status: response.status)
        },
    ]

    static let errorOrder: [Deviation] = [
        .answering(
            "server/error-order/route", "asks for a token first",
            when: { $0.isAt("kit-does-not-exist") }, by: { _ in .error(.tokenNotSpecified) }),
        .answering(
            "server/error-order/method", "asks for a token before the method", when: { $0.method == .put },
            by: { _ in .error(.tokenNotSpecified) }),
        .answering(
            "server/error-order/token", "asks first what is expected", when: { $0.headers[.expect] == "miracles" },
            by: { _ in .message(.expectationFailed) }),
        .answering(
            "server/error-order/expectation", "looks at the content type first",
            when: { $0.headers[.contentType] == "text/plain" }, by: { _ in .error(.badMultipartContent) }),
        .answering(
            "server/error-order/content-type", "looks at the length first",
            when: { $0.headers[.contentLength] == "99999999999" }, by: { _ in .error(.tooLargeRequestLength) }),
        .replacing(
            .maxFileNameLengthExceeded, in: "server/error-order/name-before-file", "looks at names last"
        ) { _ in .error(.emptyFile) },
        .replacing(.emptyFile, in: "server/error-order/empty-before-second", "counts files first") { _ in
            .error(.badMultipartContent)
        },
        .replacing(
            .invalidToken, in: "server/error-order/two-headers", "takes the first of two headers",
            when: { $0.headers[values: .authorization].count == 2 }
        ) { _ in
            .json(#"{"task":{"id":1}}"#)
        },
        .replacing(
            .invalidToken, in: "server/error-order/bearer-alone", "takes Bearer alone for no token",
            when: { $0.headers[.authorization]?.contains("nobodys") == false }
        ) { _ in
            .error(.tokenNotSpecified)
        },
    ]
}
