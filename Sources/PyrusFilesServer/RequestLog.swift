import HTTPTypes
import Hummingbird
import Logging
import NIOSSL
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

    /// A connection that broke before a request came: worth a line where whoever runs the client can mend it.
    func broke(_ error: any Error) {
        guard case NIOSSLError.handshakeFailed(let reason) = error else { return }
        let reasons = "\(reason)"
        if reasons.contains("HTTP_REQUEST") {
            logger.warning("A client spoke plain HTTP where HTTPS is served: its address has to begin with https.")
        } else if reasons.contains("ALERT") || reasons.contains("DECRYPTION_FAILED") {
            // An alert that is not encrypted, as that of who refuses the certificate, can't be told from other damage.
            logger.warning(
                "A client ended the TLS handshake. Most likely it does not trust the local CA: see pyrus-files ca.")
        }
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
