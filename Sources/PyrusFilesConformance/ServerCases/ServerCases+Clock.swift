import PyrusFiles

extension ServerCases {
    /// The clock that decides every time: EXPIRY-05.
    static let clock: [Case] = [
        Case(
            "server/clock/token-lifetime", ["EXPIRY-05", "AUTH-03"], needs: .control,
            "A token is good for 24 hours of the clock, and then 401 expired_token."
        ) {
            try await $0.inNewOrganization { user, organization in
                let request = user.request("GET", "tasks/\(user.server.taskID)")
                try await organization.advance(hours: 23)
                try await user.exchange(request).expect(200)
                try await organization.advance(hours: 1, seconds: 1)
                try await user.exchange(request).expectError(.expiredToken)
            }
        },
        Case(
            "server/clock/dates", ["EXPIRY-05", "ATTACH-07"], needs: .control,
            "A comment's date is what the clock reads: of one frozen at a time, exactly that."
        ) {
            try await $0.inNewOrganization { _, organization in
                try await organization.control.freeze(organization.name, at: "2040-02-29T23:59:59Z")
                let comment = try await organization.user().commented([])
                try Mismatch.compare("create_date", comment["create_date"], "2040-02-29T23:59:59Z")
            }
        },
        Case(
            "server/clock/of-one-organization", ["EXPIRY-05"], needs: .control,
            "The clock of one organization moves no other's: their uploads stay."
        ) { examination in
            let guid = try await examination.uploaded().guid
            try await examination.inNewOrganization { _, organization in
                try await organization.advance(hours: 48)
                _ = try await examination.attached(guid)
            }
        },
        Case(
            "server/clock/rate-window", ["EXPIRY-05", "LIMIT-01"], needs: .control,
            "Once the clock has passed the end of a window, all requests remain again."
        ) {
            try await $0.inNewOrganization { user, organization in
                let request = user.request("GET", "tasks/\(user.server.taskID)")
                let first = try await user.exchange(request).rate()
                _ = try await user.exchange(request)
                try await organization.advance(seconds: first.reset)
                let after = try await user.exchange(request).rate()
                try Mismatch.require(
                    after.remaining == first.limit - 1, "\(first.limit - 1) remaining in a new window",
                    got: "\(after.remaining)")
            }
        },
    ]
}
