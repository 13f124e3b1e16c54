import PyrusFiles

/// What the cases on uploading clients have in common.
extension ClientExamination {
    /// What a file is called where that does not matter.
    static let plainName = "report.txt"
    /// What a file has in it where that does not matter.
    static let plain = Content("file content")

    /// Has the client upload a file, which has to arrive unchanged and alone, and the client to say what the server said.
    ///
    /// - Parameters:
    ///   - faults: what the server does meanwhile, all of which the client has to stand.
    @discardableResult
    func delivers(
        _ content: Content = plain, named name: String = plainName, faults: [JSON] = [],
        replacing variables: [String: String] = [:]
    ) async throws -> StoredUpload {
        let path = try folder.write(content, named: name)
        if !faults.isEmpty { try await control.setFaults(faults) }
        let before = Set(try await control.storedUploads().map(\.guid))
        let report = try await upload(path, replacing: variables)
        let stored = try await control.storedUploads().filter { !before.contains($0.guid) }
        try await noting(.upload) {
            // What arrived tells more of what is wrong than what the client noticed of it.
            if !stored.isEmpty { try expectOne(stored, content, named: name) }
            let receipt = try report.expectDone("guid and md5_hash of an upload")
            try expectOne(stored, content, named: name)
            try expect(receipt, of: stored[0])
        }
        return stored[0]
    }

    /// What is stored has to be this file alone, unchanged.
    func expectOne(_ stored: [StoredUpload], _ content: Content, named name: String) throws {
        try Mismatch.require(
            stored.count == 1, "one file stored on the server", got: "\(stored.count) stored")
        try Mismatch.require(
            stored[0].size == content.size, "\(content.size) bytes to arrive", got: "\(stored[0].size)")
        try Mismatch.require(
            stored[0].md5 == content.md5, "the file's bytes to arrive unchanged",
            got: "as many bytes, with the MD5 \(stored[0].md5?.hex(.documented) ?? "none")")
        try Mismatch.require(
            stored[0].name.utf8.elementsEqual(name.utf8), "the name \(name.debugDescription) to arrive",
            got: stored[0].name.debugDescription)
    }

    /// What the client says of an upload has to be what the server said.
    func expect(_ receipt: JSON, of stored: StoredUpload) throws {
        try Mismatch.compare("guid", receipt["guid"], .string(stored.guid))
        let md5 = receipt["md5_hash"]?.stringValue
        try Mismatch.require(
            md5.flatMap { MD5Digest(hex: $0) } == stored.md5,
            "md5_hash \(stored.md5?.hex(.documented) ?? ""), as the server gave it", got: md5 ?? "none")
    }

    /// Has the client upload a file, which goes wrong, and which it has to report.
    ///
    /// - Parameter what: the end of a sentence that begins "Expected".
    func uploadFails(
        _ faults: [JSON], with content: Content = plain, _ what: String
    ) async throws {
        let path = try folder.write(content, named: Self.plainName)
        try await control.setFaults(faults)
        try await upload(path).expectError(what)
    }

    /// The same, where the connection is lost: the request may not just be sent again.
    func uploadIsLost(_ faults: [JSON], with content: Content, _ what: String) async throws {
        try await uploadFails(faults, with: content, what)
        let count = try await observation().requests(.upload).count
        try Mismatch.require(
            count == 1, "one request: an upload is not idempotent, and may have been stored",
            got: "\(count) requests")
    }
}
