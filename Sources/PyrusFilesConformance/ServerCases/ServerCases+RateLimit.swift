import PyrusFiles

extension ServerCases {
    /// The rate limit: LIMIT-01.
    static let rateLimit: [Case] = [
        Case("server/rate-limit/headers", ["LIMIT-01"], "An answer tells limit, remaining and reset as whole numbers.")
        {
            let rate = try await $0.exchange($0.request("GET", "tasks/\($0.server.taskID)")).rate()
            try Mismatch.require(
                (0..<rate.limit).contains(rate.remaining), "fewer requests remaining than the limit of \(rate.limit)",
                got: "\(rate.remaining)")
            try Mismatch.require(rate.reset > 0, "a reset in more than 0 seconds", got: "\(rate.reset)")
        },
        Case(
            "server/rate-limit/on-errors", ["LIMIT-01"],
            "Errors of the API, unknown routes and malformed requests tell it, too."
        ) {
            for request in [
                $0.request("GET", "files/download/2147483646"), $0.request("GET", "kit-does-not-exist"),
                $0.request("PATCH", "files/upload"), $0.request("GET", "tasks/1").without("Host"),
            ] { _ = try await $0.exchange(request).rate() }
        },
        Case("server/rate-limit/nobody", ["LIMIT-01"], "An answer to nobody tells the full limit.") {
            let rate = try await $0.exchange($0.unauthorized("GET", "tasks/\($0.server.taskID)")).rate()
            try Mismatch.require(
                rate.remaining == rate.limit, "\(rate.limit) remaining, as many as the limit", got: "\(rate.remaining)")
        },
        Case(
            "server/rate-limit/counts", ["LIMIT-01"], needs: .control,
            "Each request of a user takes one of the remaining, in a window that is not moved by it."
        ) {
            try await $0.inNewOrganization { user, _ in
                let request = user.request("GET", "tasks/\(user.server.taskID)")
                var last = try await user.exchange(request).rate()
                for _ in 0..<3 {
                    let next = try await user.exchange(request).rate()
                    try Mismatch.require(
                        next.remaining == last.remaining - 1, "\(last.remaining - 1) remaining",
                        got: "\(next.remaining)")
                    try Mismatch.require(
                        next.reset <= last.reset, "a reset in \(last.reset) seconds at most", got: "\(next.reset)")
                    last = next
                }
            }
        },
        Case(
            "server/rate-limit/exceeded", ["LIMIT-01", "ERROR-05"], needs: [.control, .intrusive],
            "Past the limit a user is answered 429 too_many_requests until the window is over, others are not."
        ) { examination in
            try await examination.inNewOrganization { user, organization in
                let path = "tasks/\(user.server.taskID)"
                let first = try await user.exchange(user.request("GET", path)).rate()
                guard first.limit <= 20_000 else { throw CannotJudge("Its rate limit is \(first.limit).") }
                try await user.spend(first.remaining, path)
                let refused = try await user.exchange(user.request("GET", path))
                try refused.expectError(.tooManyRequests)
                let rate = try refused.rate()
                try Mismatch.require(rate.remaining == 0, "0 remaining", got: "\(rate.remaining)")
                // The limit comes before what a request expects.
                try await user.exchange(user.request("GET", path).adding("Expect: miracles"))
                    .expectError(.tooManyRequests)
                let colleague = try await organization.user("colleague@\(organization.name)")
                try await colleague.exchange(colleague.request("GET", path)).expect(200)
                try await organization.advance(seconds: rate.reset)
                try await user.exchange(user.request("GET", path)).expect(200)
            }
        },
    ]
}

/// What an answer tells of the rate limit.
struct RateAnswer: Sendable {
    let limit: Int64
    let remaining: Int64
    let reset: Int64
}

extension WireAnswer {
    func rate() throws -> RateAnswer {
        func number(_ name: String) throws -> Int64 {
            let values = values("X-RateLimit-\(name)")
            guard values.count == 1, let number = Int64(values[0]), number >= 0 else {
                throw Mismatch(
                    expected: "X-RateLimit-\(name) with a whole number",
                    actual: values.isEmpty ? "no such header on \(summary)" : values.joined(separator: " and "))
            }
            return number
        }
        return RateAnswer(
            limit: try number("Limit"), remaining: try number("Remaining"), reset: try number("Reset"))
    }
}

extension ServerExamination {
    /// Makes so many requests, which have to be answered 200, over one connection.
    fileprivate func spend(_ count: Int64, _ path: String) async throws {
        let request = request("GET", path).bytes
        var left = Int(count)
        let connection = try await connect()
        while left > 0 {
            let some = min(left, 100)
            await connection.send(Array((0..<some).map { _ in request }.joined()))
            for _ in 0..<some { try await connection.answer(to: "GET").expect(200) }
            left -= some
        }
        await connection.close()
    }
}
