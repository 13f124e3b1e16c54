import PyrusFiles
import PyrusFilesStore
import Testing

extension ServerTests {
    /// What the control API takes, and what it refuses.
    @Suite("Control API")
    struct ControlTests {
        @Test(
            "only a loopback host is answered",
            arguments: [
                ("localhost", 200), ("LocalHost:8080", 200), ("127.0.0.1:80", 200), ("127.1.2.3", 200),
                ("[::1]:80", 200),
                ("pyrus.test", 403), ("localhost.evil.test", 403), ("127.0.0.1.evil.test", 403), ("10.0.0.1", 403),
                ("[::2]", 403),
            ])
        func hosts(host: String, status: Int) async throws {
            let reply = try await withServer {
                try await $0.reply(to: WireRequest("GET /_control/health", ["Host: \(host)"]))
            }
            #expect(reply.status == status)
            #expect((reply.json["error"]?.stringValue != nil) == (status == 403))
        }

        @Test("an injected clock decides every time there is (EXPIRY-05)")
        func injectedClock() async throws {
            let clock = ServiceClock { Moment(milliseconds: 1_577_836_800_000) }
            try await withServer(clock: clock) { server in
                let read = try await server.reply(to: WireRequest("GET /_control/clock"))
                #expect(read.json["now"] == "2020-01-01T00:00:00Z")
                #expect(read["date"] == "Wed, 01 Jan 2020 00:00:00 GMT")
                let reply = try await server.reply(to: .json("POST /v4/tasks", ["text": "a"]))
                #expect(reply.task["create_date"] == "2020-01-01T00:00:00Z")
                #expect(reply["x-ratelimit-reset"] == "600")
                #expect(clock.advance(milliseconds: 86_400_000) != nil)
                let later = try await server.reply(to: WireRequest("GET /_control/clock"))
                #expect(later.json["now"] == "2020-01-02T00:00:00Z")
            }
        }

        @Test(
            "a call that can't be taken says what would be right",
            arguments: [
                ("PUT /_control/clock", ["unknown": 1], 400), ("PUT /_control/clock", ["now": "yesterday"], 400),
                ("PUT /_control/clock", ["now": "2001-01-01T00:00:00Z"], 400),
                ("PUT /_control/clock", ["frozen": "yes"], 400),
                ("POST /_control/clock/advance", [:], 400), ("POST /_control/clock/advance", ["seconds": -1], 400),
                ("POST /_control/clock/advance", ["seconds": 9_000_000_000_000_000_000], 400),
                ("POST /_control/clock/advance", ["seconds": 1, "minutes": 1], 400),
                ("POST /_control/tokens", [:], 400), ("POST /_control/tokens", ["login": ""], 400),
                ("POST /_control/tokens", [], 400), ("POST /_control/tokens/revoke", [:], 400),
                ("POST /_control/tokens/revoke", ["access_token": "a", "login": "b"], 400),
                ("POST /_control/tokens/revoke", ["access_token": "nobody's"], 404),
                ("POST /_control/tokens/expire", ["login": "nobody@a.test"], 404),
                ("POST /_control/accounts/block", ["login": "local@pyrus.test"], 400),
                ("POST /_control/accounts/block", ["login": "nobody@a.test", "blocked": true], 404),
            ] as [(String, JSON, Int)])
        func refusals(line: String, body: JSON, status: Int) async throws {
            let reply = try await withServer { try await $0.reply(to: .json(line, body)) }
            #expect(reply.status == status)
            #expect(reply.json.objectValue?.map(\.key) == ["error"])
        }
    }
}
