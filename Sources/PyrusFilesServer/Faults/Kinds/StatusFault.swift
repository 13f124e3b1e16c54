import HTTPTypes
import Hummingbird
import NIOCore
import PyrusFiles

/// An answer in the place of the service's, once the request has come whole: its client can finish sending.
struct StatusFault: Fault {
    let response: Response
    let errorCode: String?

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response? {
        try await context.body.pass(.max)
        context.exchange.errorCode = errorCode
        return response
    }
}

extension FaultKind {
    static let status = FaultKind("status", statusParameters) { arguments throws(ControlError) in
        StatusFault(response: try Response(arguments), errorCode: arguments.text("error_code"))
    }

    static let statusParameters: [FaultParameter] = [
        .optional("error_code", .choice(APIError.Code.all.map(\.rawValue))), .optional("status", .number(200...599)),
        .optional("body", .text), .optional("content_type", .text), .optional("headers", .pairs),
    ]
}

extension Response {
    /// The answer that `error_code`, or `status`, `body` and `content_type` stand for, with `headers`.
    init(_ arguments: FaultArguments) throws(ControlError) {
        switch (arguments.text("error_code"), arguments.number("status")) {
        case (let code?, nil):
            guard !arguments.has("body"), !arguments.has("content_type") else {
                throw ControlError("\"body\" and \"content_type\" go with \"status\": an \"error_code\" has its own.")
            }
            self.init(APIError(.init(rawValue: code)))
        case (nil, let status?):
            let body = arguments.text("body") ?? ""
            guard body.isEmpty || status != 204 && status != 304 else {
                throw ControlError("An answer of status \(status) has no body.")
            }
            self.init(status: .init(code: Int(status)), body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
            let type = arguments.text("content_type") ?? (body.isEmpty ? nil : "text/plain; charset=utf-8")
            if let type { headers[.contentType] = try HTTPField.checked("Content-Type", type).value }
        default:
            throw ControlError("One of \"error_code\" and \"status\" is needed: what is to be answered.")
        }
        for (name, value) in arguments.pairs("headers") {
            let field = try HTTPField.checked(name, value)
            guard field.name != .contentLength, field.name != .transferEncoding else {
                throw ControlError("The length of this answer is the server's: the kind \"header\" can change it.")
            }
            headers.append(field)
        }
    }
}

extension HTTPField {
    /// A field of an answer, where name and value can stand in a head.
    static func checked(_ name: String, _ value: String) throws(ControlError) -> HTTPField {
        guard let fieldName = Name(name), !name.hasPrefix(":") else {
            throw ControlError("\"\(name)\" can't be the name of a header.")
        }
        guard isValidValue(value) else {
            throw ControlError(
                "The value of \"\(name)\" can't stand in a header: no control characters, no blank at either end.")
        }
        return HTTPField(name: fieldName, value: value)
    }
}
