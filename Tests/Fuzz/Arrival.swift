import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import PyrusFiles

/// What came of bytes on a connection with the server's own pipeline, all of it in this process and on this thread.
struct Arrival: Equatable {
    struct Request: Equatable {
        let head: HTTPRequest
        var body: [UInt8] = []
        var isComplete = false
    }

    private(set) var requests: [Request] = []
    /// How the connection is refused; what comes behind is nobody's. Of several faults in one head, the one that is told
    /// may depend on how far it was read.
    private(set) var refusal: Int?
    /// What the journal has of each request, and of the one that is refused: of that no more than had come by then.
    private(set) var traces: [RawHead] = []

    static func == (first: Arrival, second: Arrival) -> Bool {
        let passed = first.requests.count
        return first.requests == second.requests && first.refusal == second.refusal
            && first.traces.prefix(passed).elementsEqual(second.traces.prefix(passed)) {
                $0.method == $1.method && $0.target == $1.target && $0.headers.elementsEqual($1.headers) { $0 == $1 }
            }
    }

    init(of chunks: [ArraySlice<UInt8>], limits: Limits, intercepts: Bool) {
        let trace = ConnectionTrace()
        let observer = Observer()
        let channel = EmbeddedChannel()
        do {
            let interception = Interception(allowed: [try AllowedHost("allowed.test")], logger: Self.logger)
            try channel.pipeline.syncOperations.addHTTP(
                ConnectionGuard(limits: limits, isQuiescing: Flag()), limits, trace: trace,
                interception: intercepts ? interception : nil, approach: Approach())
            try channel.pipeline.syncOperations.addHandler(observer)
            channel.pipeline.fireChannelActive()
            for chunk in chunks where observer.arrival.refusal == nil {
                try channel.writeInbound(ByteBuffer(bytes: chunk))
            }
            self = observer.arrival
            while traces.count <= requests.count, let next = trace.next() { traces.append(next.head) }
            _ = try channel.finish(acceptAlreadyClosed: true)
        } catch {
            require(false, "\(error)")
        }
    }

    private static let logger = Logger(label: "fuzzer") { _ in SwiftLogNoOpLogHandler() }

    private mutating func take(_ part: HTTPRequestPart) {
        switch part {
        case .head(let head): requests.append(Request(head: head))
        case .body(let buffer): requests[requests.count - 1].body += buffer.readableBytesView
        case .end: requests[requests.count - 1].isComplete = true
        }
    }

    private final class Observer: ChannelInboundHandler {
        typealias InboundIn = HTTPRequestPart

        var arrival = Arrival()

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if arrival.refusal == nil { arrival.take(unwrapInboundIn(data)) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            guard let refusal = Refusal(error) else { return require(false, "\(error) is no refusal") }
            arrival.refusal = arrival.refusal ?? refusal.status.code
        }
    }

    private init() {}
}
