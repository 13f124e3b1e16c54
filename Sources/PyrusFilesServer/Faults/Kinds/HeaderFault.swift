import HTTPTypes

/// A header of the answer is replaced; without a value, removed; with `twice`, sent twice, without a value the one that
/// is there.
///
/// Where it is one that says how long the answer is, the connection ends with the answer.
struct HeaderFault: Fault {
    let name: HTTPField.Name
    let value: String?
    let isTwice: Bool

    func change(_ head: inout HTTPResponse, answering request: HTTPRequest) {
        guard let value = value ?? (isTwice ? head.headerFields[name] : nil) else {
            return head.headerFields[name] = nil
        }
        let field = HTTPField(name: name, value: value)
        head.headerFields[fields: name] = isTwice ? [field, field] : [field]
    }

    func answered() throws {
        if name == .contentLength || name == .transferEncoding { throw FaultEnd.close }
    }
}

extension FaultKind {
    static let header = FaultKind(
        "header", [.required("name", .text), .optional("value", .text), .optional("twice", .truth)]
    ) { arguments throws(ControlError) in
        let field = try HTTPField.checked(arguments.text("name") ?? "", arguments.text("value") ?? "")
        return HeaderFault(
            name: field.name, value: arguments.text("value"), isTwice: arguments.truth("twice") ?? false)
    }
}
