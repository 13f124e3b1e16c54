public import HTTPTypes
import Hummingbird
import PyrusFiles

/// What the control API, and its typed twin in Swift, say to a call that can't be taken: a sentence of what would be
/// right.
public struct ControlError: Error, CustomStringConvertible {
    /// The status under which the control API answers so: 400, 403 or 404.
    public let status: HTTPResponse.Status
    /// The sentence.
    public let sentence: String

    /// The sentence.
    public var description: String { sentence }

    init(_ status: HTTPResponse.Status, _ sentence: String) {
        self.status = status
        self.sentence = sentence
    }

    /// A call that has to be another one.
    init(_ sentence: String) {
        self.init(.badRequest, sentence)
    }

    var response: Response { Response(["error": .string(sentence)], status: status) }
}
