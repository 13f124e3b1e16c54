import HTTPTypes
import Hummingbird
import Logging
import PyrusFilesStore

/// One line a request: method, path, status, bytes, time, organization. Never a token, a key or a file's bytes: of the
/// path, the query is left out, where clients put what they should not.
struct RequestLog: Sendable {
    let logger: Logger

    /// One that was understood. Without a status, nobody was answered.
    func finished(_ request: Request, _ response: Response, _ context: ExchangeContext) {
        guard logger.logLevel <= .info, !request.isControl else { return }
        let elapsed = ContinuousClock.now - context.exchange.start
        var metadata: Logger.Metadata = [
            "method": "\(request.method.rawValue)", "path": "\(Masking.target(request.uri.path))",
            "bytes": "\(context.body.received)", "milliseconds": "\(elapsed.wholeMilliseconds)",
        ]
        if response.status != .unanswered { metadata["status"] = "\(response.status.code)" }
        if let organization = context.exchange.organization { metadata["organization"] = "\(organization)" }
        logger.info("request", metadata: metadata)
    }

    /// One whose head could not be read, or did not come whole in time: what is known of it.
    func refused(_ head: RawHead?, _ response: Response) {
        guard logger.logLevel <= .info else { return }
        var metadata: Logger.Metadata = ["status": "\(response.status.code)"]
        if let method = head?.method { metadata["method"] = "\(method)" }
        if let path = head?.path, !path.isEmpty { metadata["path"] = "\(Masking.target(String(path)))" }
        logger.info("request", metadata: metadata)
    }
}
