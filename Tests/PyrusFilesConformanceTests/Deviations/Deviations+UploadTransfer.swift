import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviations {
    static let uploadTransfer: [Deviation] = [
        .refusing("server/upload/transfer/chunked", "wants a length of a body") {
            $0.headers[.transferEncoding] != nil
        },
        inChunks("one-byte-chunks", "loses a delimiter's beginning at the end of a chunk") {
            $0.replace("\r\n\r\n--\r\n--", with: "\r\n\r\n\r\n--")
        },
        Deviation("server/upload/transfer/cut-anywhere", "loses what comes behind the first read") {
            request, context, respond in
            guard request.isUpload, let first = try? await context.body.next() else {
                return await respond(request, context)
            }
            try? await context.body.pass(.max)
            let sent = SentUpload(headers: request.headers, body: Array(first.readableBytesView), isWhole: true)
            return await respond(request.with(sent), context.with(sent, of: request))
        },
        inChunks("cut-off-chunks", "takes the end of the connection for the last chunk") { $0.isWhole = true },
        unexpected("continue"), unexpected("continue-in-chunks"),
        inviting("no-continue-without-token", "invites a body before it looks at the token"),
        inviting("no-continue-beyond-the-limit", "invites a body before it looks at its length"),
    ]

    static let uploadRefusals: [Deviation] = [
        inviting("unread", "reads the body before it looks at the token", in: "refusals"),
        Deviation("server/upload/refusals/readable-while-sending", "resets a connection that it refuses", fault: cut),
        Deviation(
            "server/upload/refusals/form-readable-while-sending", "resets a connection that it refuses", fault: cut),
        Deviation("server/upload/refusals/early", "reads a form to its end before it refuses it") {
            request, context, respond in
            let response = await respond(request, context)
            if request.isUpload { try? await context.body.pass(.max) }
            return response
        },
        .keeping(
            "server/upload/refusals/token-leaves-nothing", "stores a file before it looks at the token", .invalidToken
        ) {
            $0.headers[.authorization] = "Bearer local-token"
        },
        .keeping("server/upload/refusals/form-leaves-nothing", "keeps the file of a form that breaks off") {
            if $0.body.suffix(3) == Array("--X".utf8) { $0.body += Array("--".utf8) }
        },
        cutOff("reset-leaves-nothing"), cutOff("close-leaves-nothing"),
    ]

    private static let cut = PyrusFilesServer.Fault.reset(.inBody(after: 100_000)).when(.upload)

    private static func inChunks(
        _ id: String, _ what: String, change: @escaping @Sendable (inout SentUpload) -> Void
    ) -> Deviation {
        .reading("server/upload/transfer/\(id)", what) { if $0.headers[.transferEncoding] != nil { change(&$0) } }
    }

    private static func unexpected(_ id: String) -> Deviation {
        Deviation("server/upload/transfer/\(id)", "meets no expectation") { request, context, respond in
            guard request.headers[.expect] != nil else { return await respond(request, context) }
            return Response(Refusal(status: .expectationFailed, message: "No.", closes: true))
        }
    }

    private static func inviting(_ id: String, _ what: String, in topic: String = "transfer") -> Deviation {
        Deviation("server/upload/\(topic)/\(id)", what) { request, context, respond in
            if request.isUpload { _ = try? await context.body.next() }
            return await respond(request, context)
        }
    }

    private static func cutOff(_ id: String) -> Deviation {
        .reading("server/upload/refusals/\(id)", "stores what came of a file that was cut off") {
            guard !$0.isWhole else { return }
            $0.isWhole = true
            $0.body += Array("\r\n--\(FormBody.boundary)--\r\n".utf8)
        }
    }
}

extension Deviation {
    /// Stores something of an upload that it refuses all the same.
    static func keeping(
        _ id: Case.ID, _ what: String, _ code: APIError.Code = .badMultipartContent,
        change: @escaping @Sendable (inout SentUpload) -> Void
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            guard request.isUpload else { return await respond(request, context) }
            var sent = await SentUpload(request, context)
            change(&sent)
            let response = await respond(request.with(sent), context.with(sent, of: request))
            return response.status == .ok ? Response(APIError(code)) : response
        }
    }
}
