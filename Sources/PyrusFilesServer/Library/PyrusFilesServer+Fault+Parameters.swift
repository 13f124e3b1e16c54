import PyrusFiles

extension PyrusFilesServer.Fault {
    /// What a request is about, by its path alone.
    public enum Operation: String, CaseIterable, Sendable {
        /// A login asks for a token.
        case auth
        /// A file is uploaded.
        case upload
        /// A file is downloaded.
        case download
        /// Tasks, read or made.
        case task
        /// A comment on a task.
        case comment
        /// Articles of the knowledge base.
        case article
    }

    /// A side of the server.
    public enum Side: String, Sendable {
        /// The request's body comes in.
        case read
        /// The answer's body goes out.
        case write
    }

    /// What of an answer is malformed.
    public enum Malformation: String, Sendable {
        /// Its JSON ends in the middle, under a length that is right.
        case json
        /// In the place of its head stands none.
        case head
        /// Its chunks have sizes that are wrong.
        case chunk
    }

    /// A moment of an exchange at which the connection ends.
    public struct Cut: Sendable {
        let parameters: [(String, JSON?)]

        /// Before a byte of the request's body is read.
        public static var beforeBody: Cut { Cut(parameters: [("at", "before-body")]) }

        /// After so many bytes of the request's body, at the latest at its end.
        public static func inBody(after: Int64) -> Cut {
            Cut(parameters: [("at", "in-body"), ("after", .integer(after))])
        }

        /// Once the request has come whole, before anything is answered.
        ///
        /// - Parameter commit: whether what it asks for is done.
        public static func beforeAnswer(commit: Bool = true) -> Cut {
            Cut(parameters: [("at", "before-answer"), ("commit", .bool(commit))])
        }

        /// After so many bytes of the answer's body, at the latest at its end.
        public static func inAnswer(after: Int64) -> Cut {
            Cut(parameters: [("at", "in-answer"), ("after", .integer(after))])
        }

        /// Once the answer is through, although it promised to keep the connection.
        public static var afterAnswer: Cut { Cut(parameters: [("at", "after-answer")]) }
    }
}
