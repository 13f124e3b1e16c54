import Dispatch
import PyrusFiles
import PyrusFilesConformance

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A client behind a command that is run for each operation: `COMMAND upload PATH` and so on.
struct CommandAdapter: ClientAdapter {
    private let command: [String]
    private let timeout: Duration
    private let guardian = Guardian()

    init(_ command: [String], timeout: Duration) {
        self.command = command
        self.timeout = timeout
    }

    func hello() async throws -> ClientIntroduction {
        let end = try await run(["hello"], environment: [:], within: timeout)
        // One that says nothing of itself goes by its file's name.
        let name = command[0].split(separator: "/").last.map(String.init) ?? command[0]
        switch try Self.answer(end) {
        case .done(let json): return try ClientIntroduction(json)
        case .unsupported: return ClientIntroduction(client: name)
        case .failed(let error, _): throw AdapterFailure("Asked for its hello, it reports an error: \(error)")
        }
    }

    func perform(_ request: ClientRequest) async throws -> ClientReport {
        let arguments = [request.path, request.id.map(String.init), request.folder].compactMap { $0 }
        let end = try await run(
            [request.operation] + arguments, environment: request.environment, within: request.timeout)
        return ClientReport(try Self.answer(end), peakMemory: end.peakMemory)
    }

    /// The process is waited for on a thread of its own: the system has no other way to tell.
    private func run(
        _ arguments: [String], environment: [String: String], within patience: Duration
    ) async throws -> AdapterProcess.End {
        let process = try AdapterProcess(command + arguments, environment: environment)
        guardian?.watch(group: process.id)
        defer { guardian?.leave(group: process.id) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "pyrus-files.adapter").async {
                    continuation.resume(with: Result { try process.end(within: patience) })
                }
            }
        } onCancel: {
            kill(-process.id, SIGKILL)
        }
    }

    /// What a status and the last line of standard output say.
    private static func answer(_ end: AdapterProcess.End) throws -> ClientReport.Outcome {
        let line = end.output.lastLine
        let json = try? JSON(parsing: Array(line.utf8))
        switch end.exitStatus {
        case 0:
            guard let json, json.objectValue != nil else {
                throw AdapterFailure(
                    "It ended with status 0, and the last line of its output is no JSON object: \"\(end.output.shortened)\"."
                )
            }
            return .done(json)
        case 1:
            guard let error = json?["error"]?.stringValue else { break }
            return .failed(error: error, code: json?["error_code"]?.stringValue)
        case 2:
            if json?["unsupported"]?.boolValue == true { return .unsupported }
        default: break
        }
        let said = line.isEmpty ? "nothing on standard output" : "the last line \"\(end.output.shortened)\""
        throw AdapterFailure("It reported nothing: \(end.description), \(said).")
    }
}

extension ClientIntroduction {
    /// A hello: `{"hello":{"protocol":1,"client":…,"version":…,"operations":[…]}}`.
    ///
    /// - Throws: ``AdapterFailure`` where it is none.
    init(_ json: JSON) throws {
        guard let hello = json["hello"], let client = hello["client"]?.stringValue, !client.isEmpty else {
            throw AdapterFailure(
                "Its first line has to be {\"hello\":{\"protocol\":1,\"client\":…}}, not \(json.compact).")
        }
        guard hello["protocol"]?.int64Value == 1 else {
            throw AdapterFailure("It speaks protocol \(hello["protocol"]?.compact ?? "none"); this kit speaks 1.")
        }
        let operations = hello["operations"]?.arrayValue.map { Set($0.compactMap(\.stringValue)) }
        self.init(client: client, version: hello["version"]?.stringValue, operations: operations)
    }
}
