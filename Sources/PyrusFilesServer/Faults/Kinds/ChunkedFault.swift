import HTTPTypes

/// The answer comes in chunks, without `Content-Length`.
struct ChunkedFault: Fault {
    func change(_ head: inout HTTPResponse, answering request: HTTPRequest) {
        head.useChunks(answering: request)
    }
}

extension HTTPResponse {
    /// Has the body come in chunks, where there is one.
    mutating func useChunks(answering request: HTTPRequest) {
        guard headerFields[.contentLength] != nil else { return }
        headerFields[.contentLength] = nil
        if request.method != .head { headerFields[.transferEncoding] = "chunked" }
    }
}

extension FaultKind {
    static let chunked = FaultKind("chunked") { _ in ChunkedFault() }
}
