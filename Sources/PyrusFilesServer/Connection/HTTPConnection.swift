import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL
import PyrusFiles
import PyrusFilesStore

/// A connection, from its bytes to its last answer: the pipeline, and the loop that answers one request after another.
struct HTTPConnection: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let stream: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let isQuiescing: Flag
        let trace: ConnectionTrace

        var channel: any Channel { stream.channel }
    }

    let respond: @Sendable (Request, ExchangeContext) async -> Response
    let finished: @Sendable (Request, Response, ExchangeContext) -> Void
    let journal: Journal
    let limits: Limits
    let clock: ServiceClock
    let tls: NIOSSLContext?
    let count = ConnectionCount()

    // MARK: The pipeline

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard count.enter(atMost: limits.maxConnections) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(TooManyConnections())
        }
        channel.closeFuture.whenComplete { [count] _ in count.leave() }
        return channel.eventLoop.makeCompletedFuture {
            let isQuiescing = Flag()
            let trace = ConnectionTrace()
            // Larger reads than the usual 64 KiB mean fewer hops between threads; a slow client still gets small ones.
            // TLS keeps what it reads beside what it makes of it, so there they cost memory.
            try channel.syncOptions?.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(
                    minimum: 1_024, initial: 8_192, maximum: (tls == nil ? 256 : 64) * 1_024))
            let pipeline = channel.pipeline.syncOperations
            if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
            try pipeline.addHandler(ConnectionTraceHandler(trace))
            let connection = ConnectionGuard(limits: limits, isQuiescing: isQuiescing)
            try pipeline.addHandler(connection)
            var headLimits = NIOHTTPDecoderLimitConfiguration()
            headLimits.maxHeaderFieldSize = limits.maxHeaderBytes
            headLimits.maxHeaderListSize = limits.maxHeaderBytes
            headLimits.maxHeaderFieldCount = limits.maxHeaderFields
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: headLimits)
            try pipeline.addHandler(RequestHeadHandler(connection: connection, trace: trace))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: tls != nil))
            return Value(
                stream: try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(
                        backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4),
                        isOutboundHalfClosureEnabled: false)),
                isQuiescing: isQuiescing, trace: trace)
        }
    }

    // MARK: The loop

    func handle(value: Value, logger: Logger) async {
        let channel = value.channel
        // Of the request that is being answered, or was the last one.
        var recording: Recording?
        await withTaskCancellationHandler {
            // What is thrown here is a connection that broke: there is nobody left to tell.
            try? await value.stream.executeThenClose { parts, answers in
                var parts = parts.makeAsyncIterator()
                while try await answerNext(&parts, answers, value, logger, &recording) {}
                try await channel.triggerUserOutboundEvent(ConnectionGuard.LingeringClose()).get()
                try await channel.closeFuture.get()
            }
        } onCancel: {
            channel.close(promise: nil)
        }
        recording?.connectionEnded()
    }

    /// Answers one request; whether another can follow.
    private func answerNext(
        _ parts: inout IncomingBody.Parts, _ answers: NIOAsyncChannelOutboundWriter<HTTPResponsePart>, _ value: Value,
        _ logger: Logger, _ recording: inout Recording?
    ) async throws -> Bool {
        let exchange = Exchange()
        let head: HTTPRequest
        do {
            guard case .head(let next) = try await parts.next() else { return false }
            head = next
            recording = record(value.trace, exchange)
        } catch {
            guard let refusal = Refusal(error) else { throw error }
            var response = Response(refusal)
            response.headers[.date] = HTTPDate.text(clock.now)
            recording = record(value.trace, exchange)
            recording?.answers(status: response.status.code, isEarly: true)
            try await ResponseWriter(outbound: answers).write(response: response.head, body: response.body)
            return false
        }
        let invite: @Sendable () async throws -> Void = {
            try await ResponseWriter(outbound: answers).writeInformationalHead(HTTPResponse(status: .continue))
        }
        let body = IncomingBody(head: head, parts: parts, invitation: head.waitsForContinue ? invite : nil)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let context = ExchangeContext(
            source: .init(logger: logger, body: body, peer: Peer(channel: value.channel), exchange: exchange))
        var response = await respond(request, context)
        let stays =
            !head.endsConnection && !value.isQuiescing.isRaised && !context.exchange.closesConnection
            && body.isWorthFinishing
        if !stays { response.headers[.connection] = "close" }
        response.headers[.date] = HTTPDate.text(clock.now)
        if head.method == .head { response = response.createHeadResponse() }
        defer { finished(request, response, context) }
        // Where the client is gone, nothing is an answer. That a connection broke is told a moment before it is closed.
        if !body.isComplete { try? await context.peer.takesWrites() }
        recording?.answers(
            status: value.channel.isActive ? response.status.code : nil, isEarly: !body.isComplete)
        try await ResponseWriter(outbound: answers).write(response: response.head, body: response.body)
        if stays { try await body.finish() }
        recording?.answerEnded()
        return stays
    }

    /// The next request in the journal.
    private func record(_ trace: ConnectionTrace, _ exchange: Exchange) -> Recording? {
        trace.next().flatMap { Recording($0, on: trace, in: journal, clock: clock, exchange: exchange) }
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
