import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import PyrusFiles
import PyrusFilesStore

/// A connection, from its bytes to its last answer: the pipeline, and the loop that answers one request after another.
struct HTTPConnection: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let stream: ConnectionStream
        let isQuiescing: Flag
        let approach: Approach
        let trace: ConnectionTrace

        var channel: any Channel { stream.channel }
    }

    let respond: @Sendable (Request, ExchangeContext) async -> Response
    let log: RequestLog
    let faults: FaultInjection
    let journal: Journal
    let rateLimits: RateLimitHeaders
    let limits: Limits
    let clocks: OrganizationClocks
    let transport: Transport
    let connections = OpenConnections()

    // MARK: The pipeline

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard connections.enter(channel, atMost: limits.maxConnections) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(TooManyConnections())
        }
        return channel.eventLoop.makeCompletedFuture {
            let isQuiescing = Flag()
            let approach = Approach()
            let trace = ConnectionTrace()
            try channel.syncOptions?.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(
                    minimum: 1_024, initial: 8_192, maximum: transport.longestRead))
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(SocketReset())
            try transport.addHandler(to: pipeline, approach, limits)
            try pipeline.addHandler(ConnectionTraceHandler(trace))
            let connection = ConnectionGuard(limits: limits, isQuiescing: isQuiescing)
            try pipeline.addHandler(connection)
            var headLimits = NIOHTTPDecoderLimitConfiguration()
            headLimits.maxHeaderFieldSize = limits.maxHeaderBytes
            headLimits.maxHeaderListSize = limits.maxHeaderBytes
            headLimits.maxHeaderFieldCount = limits.maxHeaderFields
            var framing = HTTPResponseEncoder.Configuration()
            // An answer says how long it is in `complete`, and a fault may make it say something else.
            framing.automaticallySetFramingHeaders = false
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: framing, withDecoderLimitConfiguration: headLimits)
            try pipeline.addHandler(
                RequestHeadHandler(
                    connection: connection, trace: trace, interception: transport.interception, approach: approach))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            return Value(
                stream: ConnectionStream(
                    try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(
                            backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4),
                            isOutboundHalfClosureEnabled: false))),
                isQuiescing: isQuiescing, approach: approach, trace: trace)
        }
    }

    // MARK: The loop

    func handle(value: Value, logger: Logger) async {
        let channel = value.channel
        // Of the request that is being answered, or was the last one.
        var recording: Recording?
        await withTaskCancellationHandler {
            // What is thrown here is a connection that broke: there is nobody left to tell.
            try? await value.stream.take().executeThenClose { parts, answers in
                var parts: any RequestParts = parts.makeAsyncIterator()
                let peer = ConnectionPeer(
                    channel: channel, outbound: answers, approach: value.approach, isQuiescing: value.isQuiescing)
                while try await answerNext(&parts, peer, value.trace, &recording) {}
                try await channel.triggerUserOutboundEvent(ConnectionGuard.LingeringClose()).get()
                try await channel.closeFuture.get()
            }
        } onCancel: {
            channel.close(promise: nil)
        }
        recording?.connectionEnded()
    }

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
            forwarding = request.flatMap { Forwarding(head, $0, by: transport.interception, limits: limits) }
            // What goes to another host is none of this server's requests, and in no journal.
            if forwarding == nil { recording = record(request, on: trace, exchange) }
        } catch {
            guard let refusal = Refusal(error) else {
                log.broke(error)
                throw error
            }
            var response = Response(refusal)
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
            if !body.isComplete { try? await peer.takesWrites() }
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

extension HTTPRequest {
    fileprivate var waitsForContinue: Bool {
        headerFields[.expect]?.lowercased() == "100-continue"
    }

    fileprivate var endsConnection: Bool {
        headerFields[values: .connection].contains { value in
            value.split(separator: ",").contains { $0.trimmed.lowercased() == "close" }
        }
    }
}

private struct TooManyConnections: Error {}
