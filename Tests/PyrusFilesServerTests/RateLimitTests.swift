import PyrusFiles
import Testing

extension ServerTests {
    /// Requests in a window of time (LIMIT-01).
    @Suite("Rate limit")
    struct RateLimitTests {
        private func standing(_ reply: Reply) -> String {
            let names = ["limit", "remaining", "reset"]
            return ([reply.summary] + names.map { reply["x-ratelimit-\($0)"] ?? "-" }).joined(separator: " ")
        }

        @Test("past the limit it is 429, until the window from the first request has passed")
        func window() async throws {
            try await withServer({ $0.limits.rateLimit = RateLimit(requests: 2, window: .seconds(60)) }) { server in
                let freeze = WireRequest.json("PUT /_control/clock", ["now": "2040-01-01T00:00:00Z", "frozen": true])
                let advance = { (seconds: Int) in
                    WireRequest.json("POST /_control/clock/advance", ["seconds": .integer(seconds)])
                }
                let task = WireRequest("GET /v4/tasks/1")
                // A token outlives the leap of the clock only if it is issued behind it.
                let frozen = try await server.reply(to: freeze)
                #expect(frozen.status == 200)
                let token = try await server.token(for: "a@b.test")
                var standings: [String] = []
                for step in [0, 10, 40, 9, 1] {
                    _ = try await server.reply(to: advance(step))
                    standings.append(standing(try await server.reply(to: task.authorized(by: token))))
                }
                #expect(
                    standings == [
                        "200 2 1 60", "200 2 0 50", "429 too_many_requests 2 0 10", "429 too_many_requests 2 0 1",
                        "200 2 1 60",
                    ])
            }
        }

        @Test("each user counts alone, errors count, and an answer without a user carries the full limit")
        func users() async throws {
            try await withServer({ $0.limits.rateLimit = RateLimit(requests: 2, window: .seconds(60)) }) { server in
                let frozen = try await server.reply(to: .json("PUT /_control/clock", ["frozen": true]))
                #expect(frozen.status == 200 && frozen["x-ratelimit-limit"] == nil)
                let other = try await server.token(for: "a@b.test")
                let requests = [
                    WireRequest("GET /v4/files/download/1"), .upload(Form.hello), .upload(Form.hello),
                    WireRequest("GET /v4/tasks/1").authorized(by: other),
                    WireRequest("GET /v4/tasks/1").authorized(by: "nobody's"), WireRequest("GET /v4/nothing"),
                ]
                var standings: [String] = []
                for request in requests { standings.append(standing(try await server.reply(to: request))) }
                #expect(
                    standings == [
                        "400 unrecognized_attachment_id 2 1 60", "200 2 0 60", "429 too_many_requests 2 0 60",
                        "200 2 1 60",
                        "401 invalid_token 2 2 60", "404 Message 2 2 60",
                    ])
            }
        }

        @Test("an organization's clock ends the windows of its own users alone (EXPIRY-05)")
        func clocks() async throws {
            try await withServer({ $0.limits.rateLimit = RateLimit(requests: 1, window: .seconds(60)) }) { server in
                var tasks: [WireRequest] = []
                for login in ["a@one.test", "b@two.test"] {
                    tasks.append(WireRequest("GET /v4/tasks/1").authorized(by: try await server.token(for: login)))
                    for status in [200, 429] {
                        #expect(try await server.reply(to: tasks.last ?? tasks[0]).status == status)
                    }
                }
                try await server.control("POST clock/advance?organization=one.test", ["seconds": 60])
                #expect(try await server.reply(to: tasks[0]).status == 200)
                #expect(try await server.reply(to: tasks[1]).status == 429)
            }
        }

        @Test("without a limit no answer says anything of it")
        func off() async throws {
            let reply = try await withServer({ $0.limits.rateLimit = nil }) { server in
                try await server.reply(to: WireRequest("GET /v4/tasks/1"))
            }
            #expect(standing(reply) == "200 - - -")
        }
    }
}
