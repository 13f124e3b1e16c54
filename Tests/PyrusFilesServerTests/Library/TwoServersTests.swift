import PyrusFiles
import PyrusFilesServer
import Testing

extension ServerTests {
    /// What servers of one process have in common: nothing.
    @Suite("Two servers in one process")
    struct TwoServersTests {
        @Test("they share no upload, no clock, no fault, no journal, no token and no account")
        func nothingShared() async throws {
            try await withServer { one in
                try await withServer { other in
                    let guid = try await one.uploaded()
                    #expect(try await one.running.files.uploads().map(\.upload.guid.description) == [guid])
                    #expect(try await other.running.files.uploads().isEmpty)
                    #expect(try await other.reply(to: .comment(.string(guid))).status == 400)
                    #expect(one.running.requests.all(path: "*/upload").count == 1)
                    #expect(other.running.requests.all(path: "*/upload").isEmpty)

                    try await one.running.clock.advance(by: .seconds(1_000))
                    try await one.running.clock.freeze()
                    #expect(!other.running.clock.isFrozen)
                    let ahead = one.running.clock.now.milliseconds - other.running.clock.now.milliseconds
                    #expect(ahead > 500_000)

                    let token = try await one.running.accounts.issueToken(login: "ann@a.test")
                    let task = WireRequest("GET /v4/tasks/1").authorized(by: token)
                    #expect(try await one.reply(to: task).status == 200)
                    #expect(try await other.reply(to: task).errorCode == "invalid_token")
                    await #expect(throws: ControlError.self) {
                        try await other.running.accounts.block(login: "ann@a.test")
                    }

                    try one.running.faults.set(.status(418).when(times: 0))
                    #expect(other.running.faults.all.isEmpty)
                    let plain = WireRequest("GET /v4/tasks/1")
                    #expect(try await one.reply(to: plain).status == 418)
                    #expect(try await other.reply(to: plain).status == 200)

                    try await one.running.reset()
                    #expect(other.running.requests.all().count == 3)
                }
            }
        }

        @Test("the rate limit of one is not the other's")
        func rates() async throws {
            let strict: (inout PyrusFilesConfiguration) -> Void = { configuration in
                configuration.limits.rateLimit = RateLimit(requests: 1, window: .seconds(600))
            }
            try await withServer(strict) { one in
                try await withServer(strict) { other in
                    let task = WireRequest("GET /v4/tasks/1")
                    let replies = try await [
                        one.reply(to: task), one.reply(to: task), other.reply(to: task),
                    ]
                    #expect(replies.map(\.status) == [200, 429, 200])
                }
            }
        }
    }
}
