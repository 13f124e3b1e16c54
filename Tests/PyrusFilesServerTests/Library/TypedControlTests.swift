import PyrusFiles
import PyrusFilesStore
import Testing

@testable import PyrusFilesServer

extension ServerTests {
    /// What a test does with its server without HTTP.
    @Suite("The control API in Swift")
    struct TypedControlTests {
        @Test("a clock that is advanced says what fell due, and goes on from there")
        func advance() async throws {
            try await withServer { server in
                let clock = server.running.clock
                let guid = try await server.uploaded()
                try await clock.freeze()
                let before = clock.now
                #expect(try await clock.advance(by: .seconds(3_600)).isEmpty)
                #expect(clock.now == before.advanced(by: .seconds(3_600)) && clock.isFrozen)
                #expect(try await clock.advance(by: .seconds(86_400)).map(\.description) == [guid])
                #expect(try await server.running.files.uploads().isEmpty)
                try await clock.unfreeze()
                #expect(!clock.isFrozen && clock.now >= before.advanced(by: .seconds(90_000)))
            }
        }

        @Test("a clock is set forward only, up to the year 9999")
        func set() async throws {
            try await withServer { server in
                let clock = server.running.clock
                let moment = Moment(milliseconds: 4_000_000_000_000)
                try await clock.set(moment)
                try await clock.freeze(at: moment.advanced(by: .seconds(1)))
                #expect(clock.now == moment.advanced(by: .seconds(1)) && clock.isFrozen)
                await #expect(throws: ControlError.self) { try await clock.set(moment) }
                await #expect(throws: ControlError.self) {
                    try await clock.set(Moment(milliseconds: Moment.latest.milliseconds + 1))
                }
                await #expect(throws: ControlError.self) { try await clock.advance(by: .seconds(-1)) }
                await #expect(throws: ControlError.self) { try await clock.of("").advance(by: .seconds(1)) }
            }
        }

        @Test("an organization's clock is its own once it is advanced")
        func organizationClock() async throws {
            try await withServer { server in
                let clock = server.running.clock
                try await clock.freeze()
                try await clock.of("A.test").advance(by: .seconds(60))
                #expect(clock.of("a.test").now == clock.now.advanced(by: .seconds(60)))
                #expect(clock.of("b.test").now == clock.now)
            }
        }

        @Test("the journal is filtered by method, path, status and organization, and removed")
        func requests() async throws {
            try await withServer { server in
                let token = try await server.running.accounts.issueToken(login: "ann@a.test")
                _ = try await server.uploaded(token: token)
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/1"))
                _ = try await server.reply(to: WireRequest("GET /v4/tasks/2"))
                let requests = server.running.requests
                #expect(requests.all().map(\.id) == [1, 2, 3])
                #expect(requests.all(method: "post").map(\.id) == [1])
                #expect(requests.all(path: "/v4/tasks/*").map(\.id) == [2, 3])
                #expect(requests.all(status: 403).map(\.id) == [3])
                let upload = try #require(requests.of("A.TEST").all().first)
                #expect(upload.organization == "a.test" && upload.parts.first?.fileName == "a.txt")
                #expect(upload.bodySize == Int64(Form.hello.count))
                #expect(upload.headers.contains { $0 == ("Authorization", "Bearer ***") })
                #expect(requests.dropped == 0)
                #expect(requests.of("a.test").removeAll() == 1)
                #expect(requests.removeAll() == 2)
                #expect(requests.all().isEmpty)
            }
        }

        @Test("tokens are issued, revoked, expired, and their login blocked")
        func accounts() async throws {
            try await withServer { server in
                let accounts = server.running.accounts
                func code(_ token: String) async throws -> String? {
                    try await server.reply(to: WireRequest("GET /v4/tasks/1").authorized(by: token)).errorCode
                }
                let tokens = try await [
                    accounts.issueToken(login: "ann@a.test"), accounts.issueToken(login: "ann@a.test"),
                    accounts.issueToken(login: "ann@a.test"), accounts.issueToken(login: "bob@a.test"),
                ]
                try await accounts.revoke(token: tokens[0])
                try await accounts.expire(token: tokens[1])
                #expect(try await code(tokens[0]) == "revoked_token")
                #expect(try await code(tokens[1]) == "expired_token")
                #expect(try await code(tokens[2]) == nil)
                try await accounts.block(login: "ann@a.test")
                #expect(try await code(tokens[2]) == "account_blocked")
                try await accounts.block(login: "ann@a.test", false)
                try await accounts.expireTokens(login: "ann@a.test")
                #expect(try await code(tokens[2]) == "expired_token")
                try await accounts.revokeTokens(login: "bob@a.test")
                #expect(try await code(tokens[3]) == "revoked_token")
                await #expect(throws: ControlError.self) { try await accounts.revoke(token: "nobody's") }
                await #expect(throws: ControlError.self) { try await accounts.expireTokens(login: "nobody@a.test") }
                await #expect(throws: ControlError.self) { try await accounts.issueToken(login: "") }
            }
        }

        @Test("a reset puts everything back, or one organization")
        func reset() async throws {
            try await withServer { server in
                let running = server.running
                let token = try await running.accounts.issueToken(login: "ann@a.test")
                _ = try await server.uploaded(token: token)
                _ = try await server.uploaded()
                try running.faults.set(.chunked)
                #expect(try await running.reset(organization: "A.test") == 1)
                #expect(try await running.files.uploads().map(\.organization) == ["pyrus.test"])
                #expect(running.requests.all().count == 1 && running.faults.all.count == 1)
                #expect(try await running.reset() == 1)
                #expect(running.requests.all().isEmpty && running.faults.all.isEmpty)
                await #expect(throws: ControlError.self) { try await running.reset(organization: "") }
            }
        }

        @Test("after a reset a user has the whole rate limit, whatever the clock was")
        func resetRates() async throws {
            try await withServer { server in
                let task = WireRequest("GET /v4/tasks/1")
                try await server.running.clock.advance(by: .seconds(1_000_000))
                #expect(try await server.reply(to: task)["x-ratelimit-remaining"] == "4999")
                try await server.running.reset()
                let reply = try await server.reply(to: task)
                #expect(reply["x-ratelimit-remaining"] == "4999" && reply["x-ratelimit-reset"] == "600")
            }
        }
    }
}
