import HTTPTypes
import Hummingbird
import PyrusFiles

/// What the control API says to a call that it can't take: a sentence of what would be right.
struct ControlError: Error {
    let status: HTTPResponse.Status
    let sentence: String

    init(_ status: HTTPResponse.Status = .badRequest, _ sentence: String) {
        self.status = status
        self.sentence = sentence
    }

    var response: Response { Response(["error": .string(sentence)], status: status) }
}
