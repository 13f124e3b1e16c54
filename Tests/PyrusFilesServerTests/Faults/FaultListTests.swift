import PyrusFiles
import Testing

extension ServerTests {
    /// Which request meets which fault of the list.
    @Suite("The list of faults")
    struct FaultListTests {
        static let task = WireRequest("GET /v4/tasks/1")

        private func statuses(_ server: TestServer, _ requests: [WireRequest]) async throws -> [Int] {
            var statuses: [Int] = []
            for request in requests { statuses.append(try await server.reply(to: request).status) }
            return statuses
        }

        @Test("a fault lets its first requests pass, meets as many as it is for, and no more")
        func counts() async throws {
            try await withServer { server in
                try await server.put(["kind": "status", "status": 500, "skip": 2, "times": 3])
                let statuses = try await statuses(server, Array(repeating: Self.task, count: 7))
                #expect(statuses == [200, 200, 500, 500, 500, 200, 200])
                #expect(try await server.used() == [3])
                try await server.put(["kind": "status", "status": 500, "times": 0])
                let endless = try await self.statuses(server, Array(repeating: Self.task, count: 5))
                #expect(endless == Array(repeating: 500, count: 5))
            }
        }

        @Test("the first whose turn it is applies; one that still skips, or is used up, lets the next have it")
        func order() async throws {
            try await withServer { server in
                try await server.put(
                    ["kind": "status", "status": 501, "skip": 1], ["kind": "status", "status": 502, "times": 2],
                    ["kind": "status", "status": 503])
                let statuses = try await statuses(server, Array(repeating: Self.task, count: 5))
                #expect(statuses == [502, 501, 502, 503, 200])
            }
        }

        struct Row: Sendable, CustomTestStringConvertible {
            let filter: String
            let met: [String]
            let missed: [String]
            var testDescription: String { filter }
        }

        @Test(
            "a fault meets what its filters say, and nothing else",
            arguments: [
                Row(
                    filter: #""operation":"upload""#, met: ["POST /v4/files/upload", "POST /api/v4/files/upload"],
                    missed: ["GET /v4/tasks/1", "GET /v4/files/download/1", "POST /v4/auth", "POST /files/upload"]),
                Row(
                    filter: #""operation":"download""#,
                    met: [
                        "GET /v4/files/download/1", "GET /api/v4/files/download/1", "GET /files/download/1",
                        "GET /services/attachment?Id=1", "GET /services/kb?Id=1", "GET //v4//files/download/1",
                    ], missed: ["POST /v4/files/upload", "GET /v4/files/download", "GET /v4/tasks/1"]),
                Row(
                    filter: #""operation":"task""#,
                    met: ["GET /v4/tasks/1", "POST /v4/tasks", "GET /api/v4/tasks/1"],
                    missed: ["POST /v4/tasks/1/comments", "GET /v4/forms/1", "GET /tasks/1"]),
                Row(
                    filter: #""operation":"comment""#, met: ["POST /v4/tasks/1/comments"],
                    missed: ["GET /v4/tasks/1", "POST /v4/tasks"]),
                Row(
                    filter: #""operation":"article""#,
                    met: ["GET /v4/knowledgebase", "POST /v4/knowledgebase", "GET /v4/knowledgebase/1"],
                    missed: ["GET /services/kb?Id=1", "GET /v4/tasks/1"]),
                Row(
                    filter: #""operation":"auth""#, met: ["POST /v4/auth", "POST /api/v4/auth"],
                    missed: ["POST /auth", "GET /v4/tasks/1"]),
                Row(filter: #""method":"post""#, met: ["POST /v4/tasks", "POST /none"], missed: ["GET /v4/tasks/1"]),
                Row(
                    filter: #""path":"/v4/*s/?""#, met: ["GET /v4/tasks/1", "GET /v4//forms/x/lists//9?a=b"],
                    missed: ["GET /v4/tasks/12", "GET /v4/tasks", "GET /api/v4/tasks/1"]),
                Row(
                    filter: #""path":"*","operation":"task","method":"GET""#, met: ["GET /v4/tasks/1"],
                    missed: ["POST /v4/tasks", "GET /v4/forms"]),
                Row(
                    filter: #""path":"/v4/forms/*""#, met: ["GET /v4/forms/1/register", "DELETE /v4/forms/"],
                    missed: ["GET /v4/forms", "GET /_control/health"]),
                Row(
                    filter: #""path":"*""#, met: ["GET /nothing", "GET /v4/members", "PUT /v4/auth"],
                    missed: ["GET /_control/health", "GET //_control//health", "GET /_control/nothing"]),
            ])
        func filters(row: Row) async throws {
            try await withServer { server in
                try await server.put(only: #""kind":"status","status":599,"times":0,\#(row.filter)"#)
                for line in row.met { #expect(try await statuses(server, [WireRequest(line)]) == [599], "\(line)") }
                for line in row.missed { #expect(try await statuses(server, [WireRequest(line)]) != [599], "\(line)") }
            }
        }

        @Test("a fault of an organization meets its requests alone: by token, also one that ended, and by login")
        func organizations() async throws {
            try await withServer { server in
                let (one, two) = (
                    try await server.token(for: "a@One.test"), try await server.token(for: "a@two.test")
                )
                try await server.put(["kind": "status", "status": 599, "times": 0, "organization": "ONE.test"])
                func logIn(_ login: String) -> WireRequest {
                    .json("POST /v4/auth", ["login": .string(login), "security_key": "k"])
                }
                let requests = [
                    Self.task.authorized(by: one), Self.task.authorized(by: two), Self.task,
                    WireRequest("GET /v4/tasks/1", ["Host: localhost"]), logIn("b@one.TEST"), logIn("b@two.test"),
                    logIn("one.test@three.test"), WireRequest("POST /v4/auth"),
                ]
                #expect(try await statuses(server, requests) == [599, 200, 200, 401, 599, 200, 200, 400])
                _ = try await server.reply(to: .json("POST /_control/tokens/revoke", ["access_token": .string(one)]))
                #expect(try await statuses(server, [Self.task.authorized(by: one)]) == [599])
            }
        }

        @Test("each organization puts, reads and removes its own faults")
        func narrowing() async throws {
            try await withServer { server in
                let fault: JSON = ["kind": "status", "status": 599]
                try await server.put(fault, ["kind": "chunked", "organization": "One.test"])
                let own = try await server.put(fault, fault, organization: "ONE.test")
                #expect(own.json["faults"]?.arrayValue?.map { $0["organization"] } == ["one.test", "one.test"])
                try await server.put(fault, organization: "two.test")
                func count(_ query: String = "") async throws -> Int? {
                    try await server.reply(to: WireRequest("GET /_control/faults\(query)")).json["faults"]?.arrayValue?
                        .count
                }
                let counts = [
                    try await count(), try await count("?organization=one.test"),
                    try await count("?organization=no.test"),
                ]
                #expect(counts == [4, 2, 0])
                let removed = try await server.reply(to: WireRequest("DELETE /_control/faults?organization=One.test"))
                #expect(removed.json == ["removed": 2])
                #expect(try await count() == 2)
                let rest = try await server.reply(to: WireRequest("DELETE /_control/faults"))
                #expect(rest.json == ["removed": 2])
                #expect(try await count() == 0)
            }
        }

        @Test("the list shows each fault as it was put, with what was left out and how often it was met")
        func shown() async throws {
            try await withServer { server in
                let put = try await server.put(
                    ["operation": "download", "kind": "truncate", "after": 100, "times": 1],
                    ["kind": "header", "name": "X", "value": nil])
                let shown: JSON = [
                    "faults": [
                        ["operation": "download", "kind": "truncate", "after": 100, "skip": 0, "times": 1, "used": 0],
                        ["kind": "header", "name": "X", "skip": 0, "times": 1, "used": 0],
                    ]
                ]
                #expect(put.json == shown)
                #expect(try await server.reply(to: WireRequest("GET /_control/faults")).json == shown)
            }
        }

        @Test("a request's own fault goes before the list, uses up none of it, and goes beyond it to no other")
        func ownFault() async throws {
            try await withServer { server in
                try await server.put(["kind": "status", "status": 500])
                let own = Self.task.adding(#"X-Pyrus-Fault: status ; status=418;body="a \"b\"; c"; content_type=x/y"#)
                let reply = try await server.reply(to: own)
                #expect(reply.status == 418 && reply["content-type"] == "x/y")
                #expect(String(decoding: reply.body, as: UTF8.self) == #"a "b"; c"#)
                #expect(try await server.used() == [0])
                #expect(try await statuses(server, [Self.task, Self.task]) == [500, 200])
                let control = AbortedRequestTests.health.adding("X-Pyrus-Fault: status; status=418")
                #expect(try await statuses(server, [control]) == [200])
            }
        }
    }
}
