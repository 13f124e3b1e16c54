public import HTTPTypes

extension PyrusFilesServer {
    /// An answer that came whole.
    public struct Answer: Sendable {
        /// The status and the header fields.
        public let head: HTTPResponse
        /// The body.
        public let body: [UInt8]
    }

    /// An answer that did not come whole: a fault broke it, or the server stopped. Over a connection, a client would see
    /// that break.
    public struct BrokenAnswer: Error, Sendable {
        /// How it ended.
        public struct End: Sendable, Hashable, CustomStringConvertible {
            private enum Kind: String { case closed, reset, malformed, stopped, tooLong }

            private let kind: Kind

            /// The connection would be closed before the answer is whole.
            public static let closed = End(kind: .closed)
            /// The connection would be reset.
            public static let reset = End(kind: .reset)
            /// What came is no HTTP.
            public static let malformed = End(kind: .malformed)
            /// The server was stopped.
            public static let stopped = End(kind: .stopped)
            /// The body is longer than the caller wants.
            public static let tooLong = End(kind: .tooLong)

            /// A word for it.
            public var description: String { kind.rawValue }
        }

        /// What came of the answer's head; `nil` where none did.
        public let head: HTTPResponse?
        /// What came of the body, or in its place, where that is not handed over as it comes.
        public let body: [UInt8]
        /// How it ended.
        public let end: End
    }
}

extension PyrusFilesServer.BrokenAnswer: CustomStringConvertible {
    /// A sentence.
    public var description: String {
        let status = head.map { "status \($0.status.code)" } ?? "no head"
        return "The answer did not come whole: \(end), with \(status) and \(body.count) bytes."
    }
}
