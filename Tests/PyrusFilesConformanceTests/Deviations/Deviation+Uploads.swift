import HTTPTypes
import Hummingbird
import MultipartForm
import NIOCore
import NIOHTTPTypes
import PyrusFiles

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

/// An upload as it came, before the service reads it.
struct SentUpload: Sendable {
    var headers: HTTPFields
    var body: [UInt8]
    /// Whether all of the body came.
    var isWhole: Bool

    var contentType: String {
        get { headers[.contentType] ?? "" }
        set { headers[.contentType] = newValue }
    }

    func contains(_ text: String) -> Bool { body.firstRange(of: Array(text.utf8)) != nil }

    mutating func replace(_ text: String, with other: String) { replace(Array(text.utf8), with: Array(other.utf8)) }

    mutating func replace(_ bytes: [UInt8], with other: [UInt8]) { body.replace(bytes, with: other) }
}

extension SentUpload {
    /// All that comes of one.
    init(_ request: Request, _ context: ExchangeContext) async {
        (headers, body, isWhole) = (request.headers, [], true)
        do {
            while let piece = try await context.body.next() { body += piece.readableBytesView }
        } catch {
            isWhole = false
        }
    }
}

extension Deviation {
    /// Reads an upload as if another had come.
    static func reading(
        _ id: Case.ID, _ what: String, change: @escaping @Sendable (inout SentUpload) -> Void
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            guard request.isReadToItsEnd else { return await respond(request, context) }
            var sent = await SentUpload(request, context)
            change(&sent)
            return await respond(request.with(sent), context.with(sent, of: request))
        }
    }

    /// Reads one text of an upload's body as another.
    static func reading(_ id: Case.ID, _ what: String, _ text: String, as other: String) -> Deviation {
        reading(id, what) { $0.replace(text, with: other) }
    }

    /// Refuses some uploads that the right server takes.
    static func refusing(
        _ id: Case.ID, _ what: String, _ code: APIError.Code = .badMultipartContent,
        when isMeant: @escaping @Sendable (SentUpload) -> Bool
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            guard request.isReadToItsEnd else { return await respond(request, context) }
            let sent = await SentUpload(request, context)
            if isMeant(sent) { return Response(APIError(code)) }
            return await respond(request.with(sent), context.with(sent, of: request))
        }
    }

    /// Takes a form that the right server can't read for some reason.
    static func taking(
        _ faults: MultipartError.Code..., in id: Case.ID, _ what: String,
        when isMeant: @escaping @Sendable (Request) -> Bool = { _ in true }
    ) -> Deviation {
        Deviation(id, what) { request, context, respond in
            let response = await respond(request, context)
            guard let fault = context.exchange.form?.fault, faults.contains(fault) else { return response }
            return isMeant(request) ? .receipt : response
        }
    }
}

extension Request {
    var isUpload: Bool { uri.path.hasSuffix("files/upload") }

    /// An upload that the right server does not refuse by its head, and that comes whole: to wait for another's body would be wrong
    /// in more than the one thing that a deviation is about.
    var isReadToItsEnd: Bool {
        let token = headers[.authorization]
        let length = headers[.contentLength].flatMap { Int($0) } ?? 0
        return isUpload && token?.hasPrefix("Bearer ") == true && token != "Bearer nobodys" && length <= 4 << 20
            && headers[.expect] != "miracles"
    }

    /// Whether its token is one that nobody was given.
    var isNobodys: Bool { headers[.authorization] == "Bearer nobodys" }

    func with(_ sent: SentUpload) -> Request {
        var head = head
        head.headerFields = sent.headers
        if headers[.contentLength] != nil { head.headerFields[.contentLength] = "\(sent.body.count)" }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }
}

extension ExchangeContext {
    /// The same exchange, with a body of its own.
    func with(_ sent: SentUpload, of request: Request) -> ExchangeContext {
        let body = IncomingBody(head: request.with(sent).head, parts: SentParts(sent), invitation: nil)
        return ExchangeContext(source: .init(logger: logger, body: body, peer: peer, exchange: exchange))
    }
}

/// A body that came already.
private struct SentParts: RequestParts {
    private var parts: [HTTPRequestPart]

    init(_ sent: SentUpload) {
        parts = sent.body.isEmpty ? [] : [.body(ByteBuffer(bytes: sent.body))]
        if sent.isWhole { parts.append(.end(nil)) }
    }

    mutating func next() -> HTTPRequestPart? { parts.isEmpty ? nil : parts.removeFirst() }
}
