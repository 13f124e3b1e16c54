import PyrusFiles

/// What cases expect of what a client says.
extension ClientReport {
    /// It says that it is done.
    func expectDone(_ what: String) throws -> JSON {
        switch outcome {
        case .done(let json): return json
        case .failed(let error, let code):
            throw Mismatch(
                expected: what, actual: "the client's error \(code.map { "\($0): " } ?? "")\(Self.short(error))")
        case .unsupported: throw CannotJudge("The client does not do this.", isUnsupported: true)
        }
    }

    /// It says that it failed.
    @discardableResult
    func expectError(_ what: String) throws -> (text: String, code: String?) {
        switch outcome {
        case .failed(let error, let code): return (error, code)
        case .done(let json): throw Mismatch(expected: what, actual: "success: \(Self.short(json.compact))")
        case .unsupported: throw CannotJudge("The client does not do this.", isUnsupported: true)
        }
    }

    /// It says that it failed, and with which code and text of the server's.
    func expectError(_ what: String, code: APIError.Code, text: String) throws {
        let (said, saidCode) = try expectError(what)
        guard saidCode == code.rawValue || said.contains(code.rawValue) else {
            throw Mismatch(
                expected: "the error_code \(code.rawValue) in what the client reports",
                actual: "\(saidCode.map { "\($0), " } ?? "")\(Self.short(said))")
        }
        guard said.contains(text) else {
            throw Mismatch(
                expected: "the server's text \"\(text)\" in what the client reports", actual: Self.short(said))
        }
    }

    static func short(_ text: String) -> String { text.count > 300 ? text.prefix(300) + "…" : text }
}
