import PyrusFiles
import PyrusFilesConformance

/// A client behind one long-lived command, which is asked and answers in lines of JSON. One that ends, or says what is no
/// answer, costs the operations that are under way, and is started anew for the next.
actor LinesAdapter: ClientAdapter {
    private let command: [String]
    private let timeout: Duration
    private let guardian = Guardian()
    private var session: LinesSession?
    private var introduction: ClientIntroduction?

    init(_ command: [String], timeout: Duration) {
        self.command = command
        self.timeout = timeout
    }

    func hello() async throws -> ClientIntroduction {
        _ = try await running()
        guard let introduction else { throw AdapterFailure("It said no hello.") }
        return introduction
    }

    func perform(_ request: ClientRequest) async throws -> ClientReport {
        try await running().ask(request)
    }

    /// A process that has said its hello.
    private func running() async throws -> LinesSession {
        if let session, session.isAlive { return session }
        let session = try LinesSession(command, guardian)
        self.session = session
        introduction = try await session.hello(within: timeout)
        return session
    }
}
