import PyrusFiles
import Synchronization

/// A case on clients with nobody in the client's place: what would be asked, and what the server would do.
public struct Rehearsal: Sendable {
    private let examined: Case
    private let stage: any ClientStage

    /// - Parameters:
    ///   - examined: a case on clients.
    ///   - stage: has the server for it.
    public init(of examined: Case, at stage: any ClientStage) {
        self.examined = examined
        self.stage = stage
    }

    /// A line for each thing up to the first that needs a client's answer.
    public var text: String {
        get async {
            let understudy = Understudy()
            var options = RunOptions()
            options.timeout = .seconds(5)
            let run = ClientRun(
                understudy, at: stage, options: options, introduced: ClientIntroduction(client: "nobody"))
            _ = await run.run([examined])
            return understudy.lines.withLock { $0.map { "  \($0)\n" }.joined() }
        }
    }
}

/// Writes down what it is asked, and reports an error.
private final class Understudy: ClientAdapter {
    let lines = Mutex<[String]>([])

    func hello() async throws -> ClientIntroduction { ClientIntroduction(client: "nobody") }

    func perform(_ request: ClientRequest) async throws -> ClientReport {
        var words = [request.operation]
        if let path = request.path {
            words.append("of \(String(path.split(separator: "/").last ?? "").debugDescription)")
        }
        if let id = request.id { words.append("of the file \(id)") }
        if let size = request.path.flatMap(CaseFolder.size) { words.append("(\(size) bytes)") }
        let line = words.joined(separator: " ")
        let faults = (try? await faults(request.environment)) ?? []
        lines.withLock { lines in
            lines.append(line)
            lines += faults.map { "the server: \($0.compact)" }
        }
        return ClientReport(.failed(error: "nobody is there", code: nil))
    }

    private func faults(_ environment: [String: String]) async throws -> [JSON] {
        guard let api = environment["PYRUS_API_URL"].flatMap(ServerAddress.init) else { return [] }
        var server = ServerUnderTest(api: api)
        server.control = environment["PYRUS_CONTROL_URL"].flatMap(ServerAddress.init)
        let examination = ServerExamination(
            server, token: "", tls: nil, patience: .seconds(5), transcript: Transcript())
        return try await ControlClient(examination).faults()
    }
}
