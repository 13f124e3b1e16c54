import PyrusFiles

/// What the cases on clients need of the control API: what is to go wrong, files to download, and what arrived.
extension ControlClient {
    /// Puts faults in the place of those that there are.
    func setFaults(_ faults: [JSON]) async throws {
        try await call("faults", ["faults": .array(faults)], method: "PUT")
    }

    /// Those that there are.
    func faults() async throws -> [JSON] { try await call("faults", method: "GET")["faults"]?.arrayValue ?? [] }

    /// Makes a file that can be downloaded; its id.
    func addFile(_ content: Content, named name: String) async throws -> Int64 {
        let name = name.utf8.map { "%" + Hex.pair($0) }.joined()
        let answer = try await send(content, to: "files?name=\(name)")
        guard let id = answer.json?["id"]?.int64Value else {
            throw SetUpFailure("The control API did not take a file: \(answer.summary).")
        }
        return id
    }

    /// Every upload, attached or not.
    func storedUploads() async throws -> [StoredUpload] {
        (try await call("uploads", method: "GET")["uploads"]?.arrayValue ?? []).map(StoredUpload.init)
    }

    /// Every request that came, oldest first.
    func seenRequests() async throws -> [SeenRequest] {
        (try await call("requests", method: "GET")["requests"]?.arrayValue ?? []).map(SeenRequest.init)
    }

    /// The ids of the files that are attached.
    func attachedIDs() async throws -> [Int64] {
        (try await call("files", method: "GET")["files"]?.arrayValue ?? []).compactMap { $0["id"]?.int64Value }
    }
}
