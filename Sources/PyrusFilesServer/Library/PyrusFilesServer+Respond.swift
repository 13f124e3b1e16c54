public import HTTPTypes
import Synchronization

extension PyrusFilesServer {
    /// Answers a request without a connection, by the code that answers those of connections: routes, tokens, rate limits,
    /// faults, journal, log, and the headers that every answer has. The server need not listen.
    ///
    /// A request without an authority gets the server's own, or `localhost`. One that says nothing of its length has that
    /// of its body. `Expect: 100-continue` is met and not answered; deadlines of connections there are none.
    ///
    /// - Parameters:
    ///   - request: its head.
    ///   - body: all of its body.
    ///   - longest: the most bytes that the answer's body may have, by default 64 MiB.
    /// - Throws: ``BrokenAnswer`` where the answer does not come whole, as a fault may have it, where it is longer, or the
    ///   server stops or has stopped; `CancellationError` where the task is cancelled. A fault that lets nothing be
    ///   answered for good ends in one of these.
    public func respond(
        to request: HTTPRequest, body: [UInt8] = [], atMost longest: Int = 64 << 20
    ) async throws -> Answer {
        var request = request
        if !request.saysLength { request.headerFields[.contentLength] = body.isEmpty ? nil : "\(body.count)" }
        return try await collect(request, OnePiece(bytes: body), longest)
    }

    /// The same with a body that comes piece by piece: the next one is asked for when the server wants it, so that none is
    /// too long for memory. One that is not read to its end was not wanted, as where the request is refused by its head.
    ///
    /// - Throws: what ``respond(to:body:atMost:)-(_,[UInt8],_)`` throws, and what the body throws: to the server that is a
    ///   client that left.
    public func respond<Body: AsyncSequence & Sendable>(
        to request: HTTPRequest, body: Body, atMost longest: Int = 64 << 20
    ) async throws -> Answer where Body.Element == [UInt8] {
        try await collect(request.inChunks, body, longest)
    }

    private func collect<Body: AsyncSequence & Sendable>(
        _ request: HTTPRequest, _ body: Body, _ longest: Int
    ) async throws -> Answer where Body.Element == [UInt8] {
        let collected = Mutex<[UInt8]>([])
        do {
            let head = try await exchange(request, body) { piece in
                try collected.withLock { bytes in
                    guard bytes.count + piece.count <= longest else { throw TooLong() }
                    bytes += piece
                }
            }
            return Answer(head: head, body: collected.withLock { $0 })
        } catch let broken as BrokenAnswer {
            throw BrokenAnswer(head: broken.head, body: collected.withLock { $0 }, end: broken.end)
        } catch is TooLong {
            throw BrokenAnswer(head: nil, body: collected.withLock { $0 }, end: .tooLong)
        }
    }

    /// The same with an answer that is taken piece by piece, so that none is too long for memory.
    ///
    /// - Parameters:
    ///   - request: its head.
    ///   - body: its body, piece by piece.
    ///   - take: is handed the pieces of the answer's body one after another, and waited for. What it throws ends the
    ///     answer, and is thrown.
    /// - Returns: the head of the answer, which came whole.
    public func respond<Body: AsyncSequence & Sendable>(
        to request: HTTPRequest, body: Body, take: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> HTTPResponse where Body.Element == [UInt8] {
        try await exchange(request.inChunks, body, take)
    }

    private func exchange<Body: AsyncSequence & Sendable>(
        _ request: HTTPRequest, _ body: Body, _ take: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> HTTPResponse where Body.Element == [UInt8] {
        let request = completed(request)
        let peer = InProcessPeer(isSecure: request.scheme == "https" || configuration.tls, take: take)
        do {
            try await inProcess.run { [self] in try await answer(request, body, peer) }
        } catch is InProcessExchanges.Stopped {
            throw BrokenAnswer(head: peer.outcome.head, body: [], end: .stopped)
        }
        let outcome = peer.outcome
        guard let head = outcome.head, outcome.isWhole(answering: request.method) else {
            let end: BrokenAnswer.End = outcome.isReset ? .reset : outcome.isMalformed ? .malformed : .closed
            throw BrokenAnswer(head: outcome.head, body: [], end: end)
        }
        return head
    }

    private func answer<Body: AsyncSequence & Sendable>(
        _ request: HTTPRequest, _ body: Body, _ peer: InProcessPeer
    ) async throws where Body.Element == [UInt8] {
        let trace = ConnectionTrace()
        let request = try InProcessParts(
            request, body: body, limits: configuration.limits, trace: trace)
        var parts: any RequestParts = request
        var recording: Recording?
        defer { recording?.connectionEnded() }
        _ = try await connection.answering.answerNext(&parts, peer, trace, &recording)
        if let failure = request.failure { throw failure }
    }

    /// The request with what a client adds by itself.
    private func completed(_ request: HTTPRequest) -> HTTPRequest {
        var request = request
        if request.authority == nil {
            let origin = addresses?.origin ?? "http://localhost"
            request.authority = String(origin[(origin.firstRange(of: "://")?.upperBound ?? origin.startIndex)...])
        }
        if request.path?.isEmpty ?? true { request.path = "/" }
        return request
    }
}

/// The body is longer than its caller wants.
private struct TooLong: Error {}

/// Bytes as a sequence of one piece.
private struct OnePiece: AsyncSequence, AsyncIteratorProtocol {
    var bytes: [UInt8]

    func makeAsyncIterator() -> OnePiece { self }

    mutating func next() async -> [UInt8]? {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : bytes
    }
}

extension HTTPRequest {
    /// Whether it says how long its body is.
    fileprivate var saysLength: Bool {
        headerFields[.contentLength] != nil || headerFields[.transferEncoding] != nil
    }

    /// This request, its body in chunks unless it says how long that is.
    fileprivate var inChunks: HTTPRequest {
        var request = self
        if !saysLength { request.headerFields[.transferEncoding] = "chunked" }
        return request
    }
}
