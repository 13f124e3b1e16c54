import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import PyrusFiles
import PyrusFilesStore

/// A request's way from its head to the end of its answer: the fault that it meets, the service's answer, what every answer
/// has, the journal and the log. It is the same over a connection and in this process.
struct RequestAnswering: Sendable {
    /// The service's own work, from a request to its answer.
    typealias Respond = @Sendable (Request, ExchangeContext) async -> Response

    let respond: Respond
    let log: RequestLog
    let faults: FaultInjection
    let journal: Journal
    let rateLimits: RateLimitHeaders
    let limits: Limits
    let clocks: OrganizationClocks
    let interception: Interception?

    /// Answers one request, whoever asks; whether another can follow.
    func answerNext(
        _ parts: inout any RequestParts, _ peer: any Peer, _ trace: ConnectionTrace, _ recording: inout Recording?
    ) async throws -> Bool {
        let exchange = Exchange()
        var head: HTTPRequest
        let forwarding: Forwarding?
        do {
            guard case .head(let next) = try await parts.next() else { return false }
            head = next
            head.scheme = peer.isSecure ? "https" : "http"
            let request = trace.next()
            forwarding = request.flatMap { Forwarding(head, $0, by: interception, limits: limits) }
            // What goes to another host is none of this server's requests, and in no journal.
            if forwarding == nil { recording = record(request, on: trace, exchange) }
        } catch {
            guard let refusal = Refusal(error) else {
                log.broke(error)
                throw error
            }
            var response = Response(refusal)
            rateLimits.tell(exchange, in: &response)
            response.headers[.date] = HTTPDate.text(clocks.server.now)
            let refused = trace.next()
            log.refused(refused?.head, response)
            recording = record(refused, on: trace, exchange)
            recording?.answers(status: response.status.code, isEarly: true)
            try await peer.send(response)
            return false
        }
        let body = body(of: head, parts, peer)
        if let forwarding {
            try await forwarding.exchange(body, with: peer)
            return false
        }
        // One without a body came whole, its end is there already.
        if body.declaredLength == 0 { try await body.finish() }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let context = ExchangeContext(
            source: .init(logger: log.logger, body: body, peer: peer, exchange: exchange))
        var response = Response(status: .unanswered)
        defer { log.finished(request, response, context) }
        do {
            let fault = await faults.fault(for: request, context)
            let answer = try await answer(to: request, context, under: fault)
            response = answer.response
            // Where the client is gone, nothing is an answer. That a connection broke is told a moment before it closes.
            if !body.isComplete { try? await peer.pause() }
            recording?.answers(status: peer.isActive ? response.status.code : nil, isEarly: !body.isComplete)
            try await fault.send(response, on: AnswerWire(peer: peer))
            try fault.answered()
            if answer.stays { try await body.finish() }
            recording?.answerEnded()
            return answer.stays
        } catch let end as FaultEnd {
            recording?.answers(status: nil, isEarly: !body.isComplete)
            if end == .reset { try await peer.reset() }
            return false
        }
    }

    private func body(of head: HTTPRequest, _ parts: any RequestParts, _ peer: any Peer) -> IncomingBody {
        let invite: @Sendable () async throws -> Void = { try await peer.write(.head(HTTPResponse(status: .continue))) }
        return IncomingBody(head: head, parts: parts, invitation: head.waitsForContinue ? invite : nil)
    }

    /// The answer as it goes out, and whether another request can follow.
    private func answer(
        to request: Request, _ context: ExchangeContext, under fault: any Fault
    ) async throws -> (response: Response, stays: Bool) {
        var response: Response
        if let instead = try await fault.answerInstead(request, context) {
            response = instead
            // An error of the API's own looks like one.
            if let code = context.exchange.errorCode {
                if code == APIError.Code.tooManyRequests.rawValue { context.exchange.rate = rateLimits.rates.exhausted }
                rateLimits.tell(context.exchange, in: &response)
            }
        } else {
            response = await respond(request, context)
        }
        try await fault.change(&response, context)
        let stays =
            !request.head.endsConnection && !context.peer.isQuiescing && !context.exchange.closesConnection
            && context.body.isWorthFinishing
        if !stays { response.headers[.connection] = "close" }
        if response.headers[.date] == nil {
            let now = clocks.clock(of: context.exchange.organization).now
            response.headers[.date] = HTTPDate.text(now)
        }
        response.tellLength(answering: request.method)
        var head = response.head
        fault.change(&head, answering: request.head)
        response.head = head
        return (response, stays)
    }

    /// The next request in the journal.
    private func record(
        _ trace: RequestTrace?, on connection: ConnectionTrace, _ exchange: Exchange
    ) -> Recording? {
        trace.flatMap { Recording($0, on: connection, in: journal, clocks: clocks, exchange: exchange) }
    }
}

extension Response {
    /// Says where the body ends, or that there is none (RFC 9112, 6).
    fileprivate mutating func tellLength(answering method: HTTPRequest.Method) {
        if [204, 304].contains(status.code) {
            self = Response(status: status, headers: headers)
            headers[.contentLength] = nil
        } else if method == .head {
            self = createHeadResponse()
        } else if headers[.contentLength] == nil {
            headers[.transferEncoding] = "chunked"
        }
    }
}
