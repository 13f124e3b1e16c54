import PyrusFiles
import PyrusFilesServer
import Testing

@testable import PyrusFilesConformance
@testable import PyrusFilesServer

extension Deviation {
    /// What comes of some cases, or of all but some, on a server that has this deviation.
    func judged(
        _ only: [Case.ID] = [], skipping skipped: [Case.ID] = [], timeout: Duration = .seconds(30)
    ) async throws -> [CaseResult] {
        var configuration = PyrusFilesConfiguration()
        configure(&configuration)
        let wrong = try PyrusFilesServer(configuration: configuration) { respond in
            { request, context in
                // The control API is none of the imitated one's.
                request.isControl ? await respond(request, context) : await change(request, context, respond)
            }
        }
        return try await wrong.whileRunning { running in
            try running.faults.set(faults)
            guard let change = front else { return try await running.judged(only, skipping: skipped, timeout: timeout) }
            let front = try await WrongFront(to: try #require(running.port), change)
            let results = try await running.judged(only, skipping: skipped, timeout: timeout, through: front.port)
            await front.close()
            return results
        }
    }
}
