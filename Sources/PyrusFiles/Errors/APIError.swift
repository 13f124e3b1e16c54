/// An error as the service answers it: a code that is constant, and a text for people (ERROR-01).
public struct APIError: Error, Sendable, Equatable {
    /// What the client's program acts on.
    public let code: Code
    /// English text; the real one may change, so no program should act on it.
    public let message: String

    /// An error with the code's own text.
    public init(_ code: Code) {
        self.init(code, code.text)
    }

    /// An error with a text for this case.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// HTTP status of the answer.
    public var status: Int { code.status }

    /// `error` and `error_code`, in that order (ERROR-01).
    public var json: JSON {
        ["error": .string(message), "error_code": .string(code.rawValue)]
    }

    /// The answer's body: ``json`` without a space.
    public var body: String { json.compact }
}

extension APIError: CustomStringConvertible {
    /// The code and the text, for a log.
    public var description: String { "\(code.rawValue): \(message)" }
}
