import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// The requests and answers of a connection, from the moment that it was accepted.
///
/// A server that stops drops what it accepted and has not come to answer yet. Such a connection is closed: a stream that
/// merely went away would take the process with it.
final class ConnectionStream: Sendable {
    typealias Stream = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    private let stream: Stream
    private let isTaken = Flag()

    init(_ stream: Stream) { self.stream = stream }

    var channel: any Channel { stream.channel }

    /// The stream, for whoever ends it in order.
    func take() -> Stream {
        isTaken.raise()
        return stream
    }

    deinit {
        guard !isTaken.isRaised else { return }
        Task { [stream] in try? await stream.executeThenClose { _, _ in } }
    }
}
