import PyrusFiles
import Testing

@testable import PyrusFilesConformance

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension RightClient: ClientAdapter {
    func hello() async throws -> ClientIntroduction { ClientIntroduction(client: "right", version: "1") }

    func perform(_ request: ClientRequest) async throws -> ClientReport {
        var size = 0
        let outcome: ClientReport.Outcome
        do {
            switch (request.operation, request.path, request.id, request.folder) {
            case ("upload", let path?, _, _):
                let bytes = try Self.bytes(of: path)
                size = bytes.count
                outcome = try await upload(bytes, named: Self.lastSegment(of: path), request.environment)
            case ("download", _, let id?, let folder?):
                outcome = try await download(id, to: folder, request.environment)
            case ("roundtrip", let path?, _, let folder?):
                outcome = try await roundtrip(path, folder, request.environment)
            default: outcome = .unsupported
            }
        } catch let failure as WireFailure {
            outcome = .failed(error: failure.description, code: nil)
        } catch let refused as Refused {
            outcome = complaint(refused.answer, false)
        }
        return ClientReport(says(request.operation, outcome), peakMemory: memory(size))
    }

    // MARK: Upload

    private func upload(
        _ bytes: [UInt8], named name: String, _ environment: [String: String]
    ) async throws -> ClientReport.Outcome {
        let sent = content(bytes)
        var form = FormBody(content: sent, boundary: boundary(sent))
        form.headers = [FormBody.disposition(fileName(name)), "Content-Type: application/octet-stream"]
        self.form(&form)
        let address = try Self.address("PYRUS_API_URL", environment)
        let request = WireRequest(
            method: "POST", target: address.path + "files/upload",
            fields: ["Host: \(address.authority)", "Content-Type: \(form.contentType)"]
        ).with(body: form.bytes)
        let exchanged: Exchanged
        do { exchanged = try await exchange("upload", request, at: address, environment) } catch let failure
            as WireFailure
        {
            guard let receipt = receiptOfNothing(failure) else { throw failure }
            return .done(receipt)
        }
        guard takes("upload", exchanged.answer), let receipt = receipt(exchanged.answer) else {
            return complaint(exchanged.answer, exchanged.isEarly)
        }
        guard isRight(receipt["md5_hash"]?.stringValue ?? "", MD5Digest(bytes: MD5.digest(of: bytes))) else {
            return .failed(error: "The MD5 is another.", code: nil)
        }
        return .done(receipt)
    }

    // MARK: Download

    private func download(
        _ id: Int64, to folder: String, _ environment: [String: String]
    ) async throws -> ClientReport.Outcome {
        let address = try Self.address("PYRUS_API_URL", environment)
        let request = WireRequest(
            method: "GET", target: "\(address.path)files/download/\(id)", fields: ["Host: \(address.authority)"])
        let answer: WireAnswer
        do { answer = try await exchange("download", request, at: address, environment).answer } catch let failure
            as WireFailure
        {
            guard let bytes = fileOfNothing(failure) else { throw failure }
            try Self.write(bytes, to: "\(folder)/download")
            return .done(["path": .string("\(folder)/download")])
        }
        guard takes("download", answer) else {
            if let rest = leftOver(answer) { try Self.write(rest, to: "\(folder)/download") }
            return complaint(answer, false)
        }
        let name = answer["Content-Disposition"].flatMap(self.name) ?? "download"
        let segment = segment(name)
        // What can't be a path's last segment is handed out, and the bytes lie under another name.
        let isPath =
            !["", ".", ".."].contains(segment) && !segment.contains { $0 == "\0" || $0 == ":" }
            && (segment.hasPrefix("/") || segment.hasPrefix("../") || !segment.contains("/"))
        let path = segment.hasPrefix("/") ? segment : "\(folder)/\(isPath ? segment : "download")"
        try Self.write(received(answer), to: path)
        return .done(isPath ? ["path": .string(path)] : ["path": .string(path), "name": .string(segment)])
    }

    // MARK: The whole way round

    private func roundtrip(
        _ path: String, _ folder: String, _ environment: [String: String]
    ) async throws -> ClientReport.Outcome {
        let uploaded = try await upload(try Self.bytes(of: path), named: Self.lastSegment(of: path), environment)
        guard case .done(let receipt) = uploaded, let guid = receipt["guid"] else { return uploaded }
        let address = try Self.address("PYRUS_API_URL", environment)
        let task = "\(address.path)tasks/\(environment["PYRUS_TASK_ID"] ?? "1")"
        let comment: JSON = ["text": "a comment", "attachments": [guid]]
        let request = WireRequest(
            method: "POST", target: "\(task)/comments",
            fields: ["Host: \(address.authority)", "Content-Type: application/json"]
        ).with(body: Array(comment.compact.utf8))
        let answer = try await exchange("comment", request, at: address, environment).answer
        let attachments = answer.json?["task"]?["comments"]?.arrayValue?.last?["attachments"]?.arrayValue
        guard takes("comment", answer), let id = attachments?.last?["id"]?.int64Value else {
            return complaint(answer, false)
        }
        let downloaded = try await download(id, to: folder, environment)
        guard case .done(let file) = downloaded else { return downloaded }
        return .done(
            .object(
                (receipt.objectValue ?? []) + [JSON.Member("id", .integer(id))] + (file.objectValue ?? [])))
    }

    // MARK: Files

    private static func lastSegment(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "re") else { throw AdapterFailure("\(path) can't be read.") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "we") else { throw AdapterFailure("\(path) can't be written.") }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
