/// Every bound and period of the imitated service and of the server that carries it, with the defaults of the contract.
///
/// Sizes are bytes unless a property says otherwise. Where a property is optional, nil is "without limit".
public struct Limits: Sendable {
    // MARK: Uploads

    /// Largest file, in bytes; one byte more is `too_large_request_length`. Default 2,147,483,647 (UPLOAD-09).
    public var maxFileSize: Int64 = 2_147_483_647
    /// Longest stored name, in Unicode scalars; default 255 (UPLOAD-13).
    public var maxFileNameLength: Int = 255
    /// All bytes of an upload's body that are not the file's own; default 64 KiB (LIMIT-02).
    public var multipartOverhead: Int = 64 * 1024
    /// Bytes of one part's headers, a share of ``multipartOverhead``; default 16 KiB (LIMIT-02).
    public var partHeaderBytes: Int = 16 * 1024
    /// The error of a second file in one request; default `bad_multipart_content` (UPLOAD-07).
    public var secondFileError: APIError.Code = .badMultipartContent
    /// Bytes of all stored files together, beyond which an upload is a `server_error`; default nil (ERROR-04).
    public var maxTotalSize: Int64?

    // MARK: Tasks, tokens and files over time

    /// Attachments of one task; default 3,000 (ATTACH-09).
    public var maxAttachmentsPerTask: Int = 3_000
    /// Live tokens of one user; a further one revokes the oldest. Default 1,000 (AUTH-07).
    public var maxTokensPerUser: Int? = 1_000
    /// How long a token is valid; default 24 hours (AUTH-03).
    public var tokenLifetime: Duration? = .seconds(86_400)
    /// How long an upload that nothing references is kept; default 24 hours (EXPIRY-01).
    public var unreferencedLifetime: Duration? = .seconds(86_400)
    /// Requests of one user in a fixed window; default 5,000 in 10 minutes (LIMIT-01).
    public var rateLimit: RateLimit? = RateLimit(requests: 5_000, window: .seconds(600))

    // MARK: HTTP

    /// Largest JSON body, in bytes; default 4 MiB (ERROR-03).
    public var maxJSONBody: Int = 4 * 1024 * 1024
    /// Connections open at once; one more is closed without an answer. Default 4,096.
    public var maxConnections: Int = 4_096
    /// Bytes of a request's head; default 64 KiB (ERROR-02).
    public var maxHeaderBytes: Int = 64 * 1024
    /// Header fields of one request; default 256 (ERROR-02).
    public var maxHeaderFields: Int = 256

    // MARK: Deadlines of connections, on the system's own clock (EXPIRY-05)

    /// Time for a request's head to arrive whole; default 30 seconds.
    public var headDeadline: Duration = .seconds(30)
    /// Time without a byte of a body that is due; default 60 seconds.
    public var bodyIdleDeadline: Duration = .seconds(60)
    /// Slowest body, in bytes a second, averaged over ``bodyRateWindow``; default 1,024.
    public var minimumBodyRate: Int = 1_024
    /// Period over which ``minimumBodyRate`` is averaged; default 60 seconds.
    public var bodyRateWindow: Duration = .seconds(60)
    /// Time that a connection may rest between two requests; default 60 seconds.
    public var keepAliveDeadline: Duration = .seconds(60)
    /// Time in which a client takes no byte of an answer; default 60 seconds.
    public var writeIdleDeadline: Duration = .seconds(60)
    /// Longest draining of a body that was refused, before the connection closes; default 30 seconds (AUTH-06).
    public var lingerDeadline: Duration = .seconds(30)
    /// Time without a byte while draining; default 5 seconds (AUTH-06).
    public var lingerIdleDeadline: Duration = .seconds(5)
    /// Bytes drained at most; default 4 GiB (AUTH-06).
    public var lingerBytes: Int64 = 4 * 1024 * 1024 * 1024
    /// Time to reach a host that is let through by a server that intercepts; default 10 seconds.
    public var tunnelConnectDeadline: Duration = .seconds(10)
    /// Time without a byte in either direction after which a tunnel to such a host ends; default 10 minutes.
    public var tunnelIdleDeadline: Duration = .seconds(600)
    /// Time that requests under way get once the server is told to end; default 10 seconds.
    public var shutdownDeadline: Duration = .seconds(10)

    /// The defaults of the contract.
    public init() {}

    /// Largest body of an upload that can still fit, in bytes: the file and all that may stand around it (UPLOAD-09).
    public var maxUploadBody: Int64 {
        let (sum, overflowed) = maxFileSize.addingReportingOverflow(Int64(multipartOverhead))
        return overflowed ? .max : sum
    }
}
