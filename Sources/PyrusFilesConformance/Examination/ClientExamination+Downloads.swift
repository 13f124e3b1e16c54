import PyrusFiles

/// What the cases on downloading clients have in common.
extension ClientExamination {
    /// Has the client download a file, which has to come unchanged.
    ///
    /// - Returns: the name that the client made of the answer.
    @discardableResult
    func receives(
        _ content: Content = plain, named name: String = plainName, faults: [JSON] = [],
        replacing variables: [String: String] = [:]
    ) async throws -> String? {
        let id = try await control.addFile(content, named: name)
        try await control.setFaults(faults)
        return try await receives(id, content, replacing: variables)
    }

    /// The same of a file that is there.
    @discardableResult
    func receives(
        _ id: Int64, _ content: Content, replacing variables: [String: String] = [:]
    ) async throws -> String? {
        let report = try await download(id, replacing: variables)
        var name: String?
        try await noting(.download) {
            let file = try report.expectDone("the path of the downloaded file")
            name = try received(file, content)
        }
        return name
    }

    /// Looks at a file that the client says it downloaded; the name that it made of the answer.
    func received(_ file: JSON, _ content: Content) throws -> String? {
        guard let path = file["path"]?.stringValue else {
            throw Mismatch(expected: "the path of the downloaded file", actual: ClientReport.short(file.compact))
        }
        if let difference = CaseFolder.difference(of: path, from: content) {
            throw Mismatch(expected: "the file's \(content.size) bytes", actual: difference)
        }
        // A client that has no notion of names says so by one that is null.
        if let name = file["name"] { return name.stringValue }
        return path.split(separator: "/").last.map(String.init)
    }

    /// Has the client download a file, whose name it has to understand.
    ///
    /// - Parameter header: the `Content-Disposition` that it gets; by default the server's own.
    func names(_ name: String, by header: String? = nil, stored: String = plainName) async throws {
        let fault: [JSON] = header.map { [Faults.header("Content-Disposition", $0, "download")] } ?? []
        let given = try await receives(named: stored, faults: fault)
        guard let given else {
            throw CannotJudge("The client makes no name of what it downloads.", isUnsupported: true)
        }
        try Mismatch.require(
            given.utf8.elementsEqual(name.utf8), "the name \(name.debugDescription)", got: given.debugDescription)
    }

    /// Has the client download a file, which goes wrong, and which it has to report.
    ///
    /// - Parameters:
    ///   - body: what the answer has in the place of the file, which may not be saved as the file.
    ///   - what: the end of a sentence that begins "Expected".
    func downloadFails(
        _ faults: [JSON], of content: Content = plain, body: String? = nil, _ what: String
    ) async throws {
        let id = try await control.addFile(content, named: Self.plainName)
        try await control.setFaults(faults)
        try await download(id).expectError(what)
        guard let body else { return }
        for path in folder.files(below: folder.target) where CaseFolder.file(path, holds: Array(body.utf8)) {
            throw Mismatch(
                expected: "no file made of an error's body", actual: "one: \(path.dropFirst(folder.target.count + 1))")
        }
    }

    /// Has the client download a file under a name that would lead out of its folder, where nothing may appear.
    ///
    /// - Parameter escapes: absolute paths that the name may mean.
    func staysInside(_ header: String, escapes: [String] = []) async throws {
        let id = try await control.addFile(Self.plain, named: Self.plainName)
        try await control.setFaults([Faults.header("Content-Disposition", header, "download")])
        let before = folder.files()
        let report = try await download(id)
        let made = folder.files().subtracting(before)
        if let stray = made.first(where: { !$0.hasPrefix(folder.target + "/") }) {
            throw Mismatch(
                expected: "nothing outside of the target folder",
                actual: "the file \(stray.dropFirst(folder.path.count + 1))")
        }
        guard case .done(let file) = report.outcome else { return }
        if let path = file["path"]?.stringValue {
            let isInside = path.hasPrefix(folder.target + "/") && !path.split(separator: "/").contains("..")
            try Mismatch.require(isInside, "a path inside of the target folder", got: path)
        }
        if let name = file["name"]?.stringValue {
            let isPlain =
                !["", ".", ".."].contains(name) && !name.contains { $0 == "/" || $0 == "\\" || $0 == "\0" }
                && !Self.hasDrive(name)
            try Mismatch.require(isPlain, "a name that is one segment of a path", got: name.debugDescription)
        }
    }

    /// Whether a name begins with a drive of Windows, `C:`.
    private static func hasDrive(_ name: String) -> Bool {
        let bytes = Array(name.utf8.prefix(2))
        return bytes.count == 2 && bytes[1] == UInt8(ascii: ":") && (0x41...0x5A).contains(bytes[0] & 0xDF)
    }
}
