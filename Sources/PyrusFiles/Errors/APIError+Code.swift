extension APIError {
    /// A value of `error_code`. Codes that the table does not hold can be made; they answer as 400.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code as it stands in an answer.
        public let rawValue: String

        /// A code by its text, known or not.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Every code of the table, in its order.
        public static let all: [Code] = definitions.map(\.code)

        /// What is known of the code; nil for one that the table does not hold.
        public var definition: Definition? { Self.byCode[self] }

        /// The vendor's number of the code, where it is known.
        public var number: Int? { definition?.number }

        /// HTTP status of an answer with the code.
        public var status: Int { definition?.status ?? 400 }

        /// Text of an error that says nothing more.
        public var text: String { definition?.text ?? "The request failed: \(rawValue)." }

        private static let byCode = Dictionary(
            definitions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension APIError.Code: CustomStringConvertible {
    /// The code as it stands in an answer.
    public var description: String { rawValue }
}

extension APIError.Code {
    /// A row of the table of codes.
    public struct Definition: Sendable, Equatable {
        /// The code.
        public let code: APIError.Code
        /// The vendor's number of it.
        public let number: Int
        /// HTTP status.
        public let status: Int
        /// How the status is known; `chosen` where nothing published gives it.
        public let statusEvidence: Evidence
        /// English text.
        public let text: String
        /// How the text is known; `chosen` where the sentence is this project's.
        public let textEvidence: Evidence

        init(
            _ code: APIError.Code, _ number: Int, _ status: Int, _ statusEvidence: Evidence,
            _ text: String, _ textEvidence: Evidence
        ) {
            self.code = code
            self.number = number
            self.status = status
            self.statusEvidence = statusEvidence
            self.text = text
            self.textEvidence = textEvidence
        }
    }
}
