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
            guard request.isReadToItsEnd, let first = try? await context.body.next() else {
                return await respond(request, context)
            }
            try? await context.body.pass(.max)
            let sent = SentUpload(headers: request.headers, body: Array(first.readableBytesView), isWhole: true)
            return await respond(request.with(sent), context.with(sent, of: request))
        },
        inChunks("cut-off-chunks", "takes the end of the connection for the last chunk") { $0.isWhole = true },
        unexpected("continue"), unexpected("continue-in-chunks"),
        inviting("no-continue-without-token", "invites a body before it looks at the token") { $0.isNobodys },
        inviting("no-continue-beyond-the-limit", "invites a body before it looks at its length") {
            $0.headers[.contentLength] == "3000000000"
        },
    ]

    static let uploadRefusals: [Deviation] = [
        inviting("unread", "reads the body before it looks at the token", in: "refusals") { $0.isNobodys },
        cut("readable-while-sending"), cut("form-readable-while-sending"),
        Deviation("server/upload/refusals/early", "reads a form to its end before it refuses it") {
            request, context, respond in
            let response = await respond(request, context)
            if request.isUpload, context.exchange.form?.fault != nil { try? await context.body.pass(.max) }
            return response
        },
        .keeping(
            "server/upload/refusals/token-leaves-nothing", "stores a file before it looks at the token", .invalidToken,
            when: { $0.isNobodys && $0.headers[.contentLength]?.utf8.count ?? 0 < 4 }
        ) {
            $0.headers[.authorization] = "Bearer local-token"
        },
        .keeping("server/upload/refusals/form-leaves-nothing", "keeps the file of a form that breaks off") {
            if $0.body.suffix(3) == Array("--X".utf8) { $0.body += Array("--".utf8) }
        },
        cutOff("reset-leaves-nothing"), cutOff("close-leaves-nothing"),
    ]

    private static func cut(_ id: String) -> Deviation {
        .editingHead("server/upload/refusals/\(id)", "resets a connection that it refuses") {
            // Of the bodies that these two cases send alone.
            let length = "Content-Length: 16777216\r\n"
            return $0.replacing(length, with: "X-Pyrus-Fault: reset; at=in-body; after=100000\r\n\(length)")
        }
    }

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

    private static func inviting(
        _ id: String, _ what: String, in topic: String = "transfer", when isMeant: @escaping @Sendable (Request) -> Bool
    ) -> Deviation {
        Deviation("server/upload/\(topic)/\(id)", what) { request, context, respond in
            if request.isUpload, isMeant(request) { _ = try? await context.body.next() }
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
        when isMeant: @escaping @Sendable (Request) -> Bool = { $0.isReadToItsEnd },
        change: @escaping @Sendable (inout SentUpload) -> Void
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            guard request.isUpload, isMeant(request) else { return await respond(request, context) }
            var sent = await SentUpload(request, context)
            let original = sent
            change(&sent)
            // What it does not keep anything of, it answers as ever.
            if sent.body == original.body, sent.headers == original.headers {
                return await respond(request.with(original), context.with(original, of: request))
            }
            let response = await respond(request.with(sent), context.with(sent, of: request))
            return response.status == .ok ? Response(APIError(code)) : response
        }
    }
}
