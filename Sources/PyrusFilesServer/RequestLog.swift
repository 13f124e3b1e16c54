import HTTPTypes
import Hummingbird
import Logging
import PyrusFilesStore

/// One line a request: method, path, status, bytes, time, organization. Never a token, a key or a file's bytes: of the
/// path, the query is left out, where clients put what they should not.
struct RequestLog: Sendable {
    let logger: Logger

    @Sendable func finished(_ request: Request, _ response: Response, _ context: ExchangeContext) {
        guard logger.logLevel <= .info, !request.isControl else { return }
        let elapsed = ContinuousClock.now - context.exchange.start
        var metadata: Logger.Metadata = [
            "method": "\(request.method.rawValue)", "path": "\(Masking.target(request.uri.path))",
            "status": "\(response.status.code)", "bytes": "\(context.body.received)",
            "milliseconds": "\(elapsed.wholeMilliseconds)",
        ]
        if let organization = context.exchange.organization { metadata["organization"] = "\(organization)" }
        logger.info("request", metadata: metadata)
    }
}
