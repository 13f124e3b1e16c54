import PyrusFiles

@testable import PyrusFilesConformance

/// Results that nobody had, for what is made of results.
enum MadeUp {
    static let token = "made-up-token-0123456789"

    /// What a peer may send to hurt a report.
    static let hostile = "<script>alert(1)</script> & \"a\" 'b' | `c` # d \\ [e](f) @g ]]> \u{1B}[31m\nnext line"

    static func examined(
        _ id: Case.ID, _ requirements: [Requirement.ID] = ["UPLOAD-01"], level: Requirement.Level = .must,
        needs: Case.Needs = []
    ) -> Case {
        Case(id, requirements, level: level, needs: needs, "A file of one byte is taken.") { _ in }
    }

    static func result(
        _ outcome: Outcome, _ id: Case.ID = "server/upload/one-byte", level: Requirement.Level = .must,
        needs: Case.Needs = [], reason: String? = nil
    ) -> CaseResult {
        CaseResult(examined(id, level: level, needs: needs), outcome, reason: reason)
    }

    static func report(_ results: CaseResult...) -> Report {
        Report(peer: "http://127.0.0.1:8080/v4/", command: "pyrus-files verify server", results)
    }

    private static let exchange: [Transcript.Event] = {
        let request = Array(
            """
            POST /v4/files/upload HTTP/1.1\r
            Host: 127.0.0.1:8080\r
            Authorization: Bearer \(token)\r
            Content-Length: 4\r
            \r
            \u{0}<b>
            """.utf8)
        // The token comes back in two pieces.
        let answer = Array("HTTP/1.1 200 OK\r\n\r\n{\"access_token\":\"\(token)\",\"name\":\"ключ\"}".utf8)
        return [
            Transcript.Event(seconds: 0, connection: 1, kind: .opened, count: 0),
            Transcript.Event(seconds: 0.001, connection: 1, kind: .sent(request), count: 5_000),
            Transcript.Event(seconds: 0.002, connection: 1, kind: .received(Array(answer.prefix(45))), count: 45),
            Transcript.Event(
                seconds: 0.0025, connection: 1, kind: .received(Array(answer.dropFirst(45))), count: answer.count - 45),
            Transcript.Event(seconds: 0.003, connection: 1, kind: .ended(.closed), count: 0),
        ]
    }()

    /// One of every outcome.
    static var everything: Report {
        let results = [
            CaseResult(
                examined("server/auth/passes", ["AUTH-01"]), .passed, seconds: 0.0123, transcript: exchange,
                remnants: [.upload(guid: "guid-1"), .comment(task: 1), .comment(task: 1), .task(17), .article(3)]),
            CaseResult(
                examined("server/upload/fails", ["UPLOAD-01", "UPLOAD-02"]), .failed, expected: "status 200",
                actual: "500 \(hostile)", reason: "Expected status 200; got 500 \(hostile) with \(token).",
                seconds: 1.5,
                transcript: exchange),
            CaseResult(
                examined("server/upload/names/warns", ["UPLOAD-03"], level: .should), .warned, expected: "a header",
                actual: "none", reason: "Expected a header; got none.", seconds: 0.25),
            CaseResult(examined("server/download/lacks"), .unsupported, reason: "There is no Knowledge Base."),
            CaseResult(
                examined("server/download/known"), .expectedFailure, actual: "404",
                reason: "to be done # soon (Expected status 200; got 404.)", seconds: 0.1),
            CaseResult(examined("server/download/better"), .unexpectedPass, reason: "It passes, but was not to."),
            CaseResult(examined("server/limit/large", needs: .large), .notRun, reason: "It needs --large."),
            CaseResult(examined("server/limit/breaks"), .error, reason: "The kit failed: \(hostile)"),
        ]
        var report = Report(
            peer: "http://127.0.0.1:8080/v4/",
            command: "pyrus-files verify server --api-url 'http://127.0.0.1:8080/v4/'",
            results, secrets: [token])
        report.kit = "0.0.0"
        report.contract = "2026-01-31"
        report.seed = 42
        report.unknownExpectations = ["server/no/such"]
        return report
    }
}
