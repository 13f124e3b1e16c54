import PyrusFiles
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// Faults as Swift makes them.
    @Suite("Faults in Swift")
    struct TypedFaultTests {
        typealias Fault = PyrusFilesServer.Fault

        /// Every constructor, with every parameter that it has.
        static let faults: [Fault] = [
            .status(errorCode: .tooManyRequests, headers: ["Retry-After": "7"]),
            .status(503, body: "<h1>no</h1>", contentType: "text/html", headers: ["X-Two": "a", "X-Two": "b"]),
            .delay(.milliseconds(20)),
            .early(after: 10, errorCode: .serverError, headers: ["X-One": "a"]),
            .early(after: 0, status: 413, body: "too much", contentType: "text/plain", headers: ["X-One": "a"]),
            .slowRead(rate: 1 << 30), .slowWrite(rate: 1 << 30), .stall(.read, after: 5), .stall(.write),
            .truncate(after: 100), .corrupt(after: 3), .wrongMD5,
            .reset(.beforeBody), .reset(.inBody(after: 20)), .reset(.beforeAnswer()), .reset(.inAnswer(after: 7)),
            .close(.beforeBody), .close(.inBody(after: 20)), .close(.beforeAnswer(commit: false)),
            .close(.inAnswer(after: 7)), .close(.afterAnswer),
            .chunked, .dribble(size: 10), .malformed(.json), .malformed(.head), .malformed(.chunk),
            .header("Content-Type", "text/html", twice: true), .header("Content-Type", nil),
        ]

        @Test("every kind has its constructor, and every parameter its argument")
        func complete() {
            let made = Dictionary(grouping: Self.faults, by: \.kind)
            #expect(Set(made.keys) == Set(FaultKind.all.map(\.name)))
            for kind in FaultKind.all {
                let given = Set((made[kind.name] ?? []).flatMap { $0.parameters.map(\.key) })
                #expect(given == Set(kind.parameters.map(\.name)), "\(kind.name)")
            }
        }

        @Test("every one is taken, and listed as it was made", arguments: faults)
        func taken(fault: Fault) async throws {
            try await withServer { server in
                let some = fault.when(
                    .upload, organization: "a.test", method: "POST", path: "/v4/*", skip: 2, times: 3)
                try server.running.faults.set(fault, some)
                #expect(server.running.faults.all.map(\.description) == [fault.description, some.description])
                let put = try await server.put(fault.json, some.json)
                #expect(put.status == 200)
                #expect(server.running.faults.all.map(\.description) == [fault.description, some.description])
            }
        }

        @Test("one happens to the requests that it is for, as often as it says, and counts them")
        func filters() async throws {
            try await withServer { server in
                let faults = server.running.faults
                try faults.set(Fault.status(418).when(.task, method: "get", path: "*/tasks/1", skip: 1, times: 2))
                var statuses: [Int] = []
                for _ in 0..<4 { statuses.append(try await server.reply(to: WireRequest("GET /v4/tasks/1")).status) }
                #expect(statuses == [200, 418, 418, 200])
                #expect(try await server.reply(to: WireRequest("GET /v4/tasks/2")).status == 403)
                #expect(faults.all.map(\.used) == [2])
                #expect(faults.removeAll() == 1 && faults.all.isEmpty)
            }
        }

        @Test("an organization's faults are its own")
        func organization() async throws {
            try await withServer { server in
                let token = try await server.running.accounts.issueToken(login: "ann@a.test")
                try server.running.faults.of("A.test").set(.status(418).when(times: 0))
                try server.running.faults.of("b.test").set(.status(417).when(times: 0))
                let task = WireRequest("GET /v4/tasks/1")
                #expect(try await server.reply(to: task).status == 200)
                #expect(try await server.reply(to: task.authorized(by: token)).status == 418)
                #expect(server.running.faults.all.map(\.organization) == ["a.test", "b.test"])
                #expect(server.running.faults.of("a.test").removeAll() == 1)
                #expect(server.running.faults.all.count == 1)
            }
        }

        @Test(
            "what can't be is refused by the control API's own sentence, and nothing is changed",
            arguments: [
                (.reset(.afterAnswer), "\"at\""), (.truncate(after: -1), "\"after\""), (.slowRead(rate: 0), "\"rate\""),
                (.status(99), "\"status\""), (.status(204, body: "a"), "has no body"), (.dribble(size: 0), "\"size\""),
                (.delay(.seconds(90_000)), "\"ms\""), (.header("a b", nil), "can't be the name"),
                (.chunked.when(path: "tasks"), "\"path\""), (.chunked.when(skip: -1), "\"skip\""),
                (.status(errorCode: APIError.Code(rawValue: "none")), "\"error_code\""),
            ] as [(Fault, String)])
        func refused(fault: Fault, word: String) async throws {
            try await withServer { server in
                let faults = server.running.faults
                try faults.set(.wrongMD5)
                let error = #expect(throws: ControlError.self) { try faults.set(.chunked, fault) }
                #expect(error?.sentence.hasPrefix("faults[1]: ") == true)
                #expect(error?.sentence.contains(word) == true, "\(error?.sentence ?? "")")
                #expect(faults.all.map(\.kind) == ["wrong-md5"])
            }
        }
    }
}
