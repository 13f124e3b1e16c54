import PyrusFiles

/// What cases expect of answers. Each throws a ``Mismatch`` that says what there was.
extension WireAnswer {
    func expect(_ status: Int) throws {
        guard self.status == status else { throw Mismatch(expected: "status \(status)", actual: summary) }
    }

    /// An error in the API's form (ERROR-01).
    func expectError(_ codes: APIError.Code...) throws {
        let names = codes.map(\.rawValue).joined(separator: " or ")
        guard let errorCode else {
            throw Mismatch(expected: "an error \(names) as JSON with error and error_code", actual: summary)
        }
        guard let code = codes.first(where: { $0.rawValue == errorCode }) else {
            throw Mismatch(expected: "error_code \(names)", actual: summary)
        }
        guard status == code.status else { throw Mismatch(expected: "status \(code.status)", actual: summary) }
        guard json?["error"]?.stringValue?.isEmpty == false else {
            throw Mismatch(expected: "a sentence under error", actual: summary)
        }
    }

    /// An error whose sentence names something.
    func expectText(_ word: String) throws {
        guard json?["error"]?.stringValue?.contains(word) == true else {
            throw Mismatch(
                expected: "a sentence under error that names \(word)",
                actual: json?["error"]?.stringValue ?? summary)
        }
    }

    func expect(_ name: String, _ value: String) throws {
        guard values(name) == [value] else {
            throw Mismatch(
                expected: "\(name): \(value)",
                actual: values(name).isEmpty
                    ? "no \(name)" : values(name).map { "\(name): \($0)" }.joined(separator: ", "))
        }
    }

    func expectBody(_ bytes: [UInt8]) throws {
        guard isWhole else {
            throw Mismatch(expected: "a body as long as its head says", actual: "\(body.count) bytes of it")
        }
        guard body != bytes else { return }
        let first =
            zip(body, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(body.count, bytes.count)
        throw Mismatch(
            expected: "\(bytes.count) bytes as they were uploaded",
            actual: "\(body.count) bytes, other from byte \(first) on")
    }

    /// The receipt of an upload (UPLOAD-01).
    func receipt() throws -> UploadReceipt.Answer {
        try expect(200)
        guard let guid = json?["guid"]?.stringValue, let md5 = json?["md5_hash"]?.stringValue else {
            throw Mismatch(expected: "JSON with guid and md5_hash", actual: summary)
        }
        return UploadReceipt.Answer(guid: guid, md5: md5)
    }
}
