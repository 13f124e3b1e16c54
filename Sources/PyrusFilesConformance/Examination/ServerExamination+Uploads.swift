import PyrusFiles

/// What the cases on uploads have in common. Each says in its mismatch which of a case's forms it was, where there are more.
extension ServerExamination {
    /// Sends a form that has to be taken: with the MD5 of the file's bytes, and so of no others.
    @discardableResult
    func takes(_ form: FormBody, _ what: String? = nil) async throws -> UploadReceipt.Answer {
        try await about(what) {
            let receipt = try await uploaded(form)
            try receipt.expectMD5(of: form.content)
            return receipt
        }
    }

    /// Sends a form that has to be taken, and its file stored under a name.
    func names(_ form: FormBody, as name: String, _ what: String? = nil) async throws {
        let receipt = try await takes(form, what)
        try await about(what) {
            let stored = try await attached(receipt.guid)["name"]?.stringValue
            // Letters that only look the same are others.
            guard let stored, stored.utf8.elementsEqual(name.utf8) else {
                let isAlike = stored == name
                throw Mismatch(
                    expected: "a file object with the name \(Self.shown(name, isAlike))",
                    actual: stored.map { "the name \(Self.shown($0, isAlike))" } ?? "one without a name")
            }
        }
    }

    /// A name for people; one that looks like another, with its scalars.
    private static func shown(_ name: String, _ isAlike: Bool) -> String {
        guard isAlike else { return name.debugDescription }
        let scalars = name.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
        return "\(name.debugDescription) (\(scalars.joined(separator: " ")))"
    }

    /// Sends a form that has to be taken, and its file stored byte for byte, as its size and a download show.
    func keeps(_ form: FormBody, _ what: String? = nil) async throws {
        let receipt = try await takes(form, what)
        try await about(what) {
            let file = try await attached(receipt.guid)
            guard file["size"]?.int64Value == Int64(form.content.count) else {
                throw Mismatch(
                    expected: "a file object with the size \(form.content.count)",
                    actual: file["size"].map { "the size \($0.compact)" } ?? "one without a size")
            }
            guard let id = file["id"]?.int64Value else {
                throw Mismatch(expected: "a file object with a numeric id", actual: "one without")
            }
            let answer = try await download(id)
            try answer.expect(200)
            try answer.expectBody(form.content)
        }
    }

    /// Sends a form that has to be refused.
    func refuses(
        _ form: FormBody, _ code: APIError.Code = .badMultipartContent, _ what: String? = nil
    ) async throws {
        try await refuses(upload(form), code, what)
    }

    /// Sends a request that has to be refused.
    func refuses(
        _ request: WireRequest, _ code: APIError.Code = .badMultipartContent, _ what: String? = nil
    ) async throws {
        try await about(what) { try await exchange(request).expectError(code) }
    }

    /// What does not match is said to be so for one of several things that a case looks at.
    func about<Value>(_ what: String?, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let mismatch as Mismatch {
            guard let what else { throw mismatch }
            throw Mismatch(expected: "\(mismatch.expected) for \(what)", actual: mismatch.actual)
        } catch let failure as WireFailure {
            guard let what else { throw failure }
            throw Mismatch(expected: "an answer for \(what)", actual: failure.description)
        }
    }

    /// The uploads that the control API lists under a name, which no other case uses.
    private func uploads(named name: String, of organization: String?) async throws -> Int {
        guard let control = server.control else { throw CannotJudge("It needs --control-url.") }
        let path = "uploads" + (organization.map { "?organization=\($0)" } ?? "")
        let answer = try await exchange(unauthorized("GET", path, at: control), at: control)
        guard let uploads = answer.json?["uploads"]?.arrayValue else {
            throw SetUpFailure("The control API did not list the uploads: \(answer.summary).")
        }
        return uploads.count { $0["name"]?.stringValue == name }
    }

    /// Nothing may be seen of an upload that failed; where its connection broke, the server may need a moment to notice.
    ///
    /// - Parameter ofAnybody: where it is not known whose it would be.
    func keepsNothing(named name: String, ofAnybody: Bool = false) async throws {
        for _ in 0..<3 {
            let count = try await uploads(named: name, of: ofAnybody ? nil : organization)
            guard count == 0 else {
                throw Mismatch(
                    expected: "nothing stored of an upload that failed",
                    actual: "\(count) under the name that it had, in the control API's list")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

extension UploadReceipt.Answer {
    /// In either case: which of them is right is a matter of the profile.
    func expectMD5(of content: [UInt8]) throws {
        guard let right = MD5Digest(bytes: MD5.digest(of: content)) else { return }
        guard MD5Digest(hex: md5) == right else {
            throw Mismatch(
                expected: "md5_hash \(right.hex(.documented)), as of the bytes that were sent (\(content.count))",
                actual: "md5_hash \(md5)")
        }
    }
}
