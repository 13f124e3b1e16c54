import HTTPTypes
import Hummingbird
import PyrusFiles

/// What the control API says to a call that it can't take: a sentence of what would be right.
struct ControlError: Error {
    let status: HTTPResponse.Status
    let sentence: String

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
