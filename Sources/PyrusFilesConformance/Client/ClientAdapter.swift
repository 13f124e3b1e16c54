public import PyrusFiles

/// A client, as the kit asks it to do something. A Swift client is plugged in by conforming to this; any other through the
/// command's adapters.
public protocol ClientAdapter: Sendable {
    /// Who it is, and what it can do, as far as it says so.
    func hello() async throws -> ClientIntroduction
    /// Does something against the server that the request's environment names.
    ///
    /// - Returns: what the client says came of it.
    /// - Throws: ``AdapterFailure`` where the adapter itself did not do what it should; anything else that is thrown counts
    ///   as such a failure, too.
    func perform(_ request: ClientRequest) async throws -> ClientReport
}

/// Who a client is.
public struct ClientIntroduction: Sendable, Equatable {
    /// Its name.
    public var client: String
    /// Its version, where it is known.
    public var version: String?
    /// What it can do; `nil` where it does not say.
    public var operations: Set<String>?

    /// - Parameters:
    ///   - client: its name.
    ///   - version: its version, where it is known.
    ///   - operations: what it can do; `nil` where it does not say.
    public init(client: String, version: String? = nil, operations: Set<String>? = nil) {
        self.client = client
        self.version = version
        self.operations = operations
    }

    /// Name and version.
    public var description: String { version.map { "\(client) \($0)" } ?? client }
}

/// What a client is asked to do.
public struct ClientRequest: Sendable {
    /// `upload`, `download` or `roundtrip`; any other word is an operation that no client has.
    public var operation: String
    /// The file to upload: an absolute path.
    public var path: String?
    /// The id of the file to download.
    public var id: Int64?
    /// The folder to download to: an absolute path.
    public var folder: String?
    /// Where the server is and who asks: the variables that `exec` sets.
    public var environment: [String: String]
    /// How long it may take; what takes longer is the adapter's failure.
    public var timeout: Duration

    init(
        _ operation: String, path: String? = nil, id: Int64? = nil, folder: String? = nil,
        environment: [String: String], timeout: Duration
    ) {
        self.operation = operation
        self.path = path
        self.id = id
        self.folder = folder
        self.environment = environment
        self.timeout = timeout
    }
}

/// What a client says came of what it was asked to do.
public struct ClientReport: Sendable {
    /// What came of it.
    public enum Outcome: Sendable {
        /// It is done: an object with `guid` and `md5_hash`, `path` or all three and `id`; with `name` beside a path, where
        /// the client hands out bytes and a name.
        case done(JSON)
        /// The client reported an error, with its text and its code, where it has one.
        case failed(error: String, code: String?)
        /// The client does not do this operation.
        case unsupported
    }

    /// What came of it.
    public var outcome: Outcome
    /// The most memory that the client had, in bytes, where that is known of this operation alone.
    public var peakMemory: Int64?

    /// - Parameters:
    ///   - outcome: what came of it.
    ///   - peakMemory: the most memory that the client had, in bytes, where that is known of this operation alone.
    public init(_ outcome: Outcome, peakMemory: Int64? = nil) {
        self.outcome = outcome
        self.peakMemory = peakMemory
    }
}

/// What an adapter throws where it is not the client that failed.
public struct AdapterFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// A sentence.
    public let reason: String
    /// The same.
    public var description: String { reason }

    /// - Parameter reason: a sentence.
    public init(_ reason: String) { self.reason = reason }
}
