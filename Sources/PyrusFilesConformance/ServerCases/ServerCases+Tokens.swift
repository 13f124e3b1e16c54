import PyrusFiles

extension ServerCases {
    /// How tokens are got and end: AUTH-03 to AUTH-07.
    static let tokens: [Case] = [
        Case("server/tokens/login", ["AUTH-04"], "A login and its key get a token, and that token is good.") {
            let answer = try await $0.authorize($0.credentials())
            try answer.expect(200)
            guard let token = answer.json?["access_token"]?.stringValue, !token.isEmpty else {
                throw Mismatch(expected: "a string under access_token", actual: answer.summary)
            }
            let user = $0.with(token: token)
            try await user.exchange(user.request("GET", "tasks/\($0.server.taskID)")).expect(200)
        },
        Case(
            "server/tokens/addresses", ["AUTH-04", "PATH-02"],
            "In the cloud edition api_url and files_url come with the token and end in /; in the cloudless none come."
        ) {
            let answer = try await $0.authorize($0.credentials())
            try answer.expect(200)
            for name in ["api_url", "files_url"] {
                let address = answer.json?[name]?.stringValue
                if $0.server.edition == .cloudless {
                    try Mismatch.require(address == nil, "no \(name)", got: address ?? "")
                } else {
                    try Mismatch.require(
                        address?.hasSuffix("/") == true && address?.contains("://") == true,
                        "an address that ends in / under \(name)", got: address ?? "no \(name)")
                }
            }
        },
        Case("server/tokens/trailing-slash", ["AUTH-04"], "The auth method answers with a slash behind it, too.") {
            let credentials = try $0.credentials()
            let request = $0.authorization(
                ["login": .string(credentials.login), "security_key": .string(credentials.securityKey)], suffix: "/")
            let answer = try await $0.exchange(request, at: $0.authAddress)
            try answer.expect(200)
            try Mismatch.require(answer.json?["access_token"] != nil, "an access_token", got: answer.summary)
        },
        Case("server/tokens/person-id", ["AUTH-04"], "A person_id may stand beside login and key.") {
            let credentials = try $0.credentials()
            let request = $0.authorization([
                "login": .string(credentials.login), "security_key": .string(credentials.securityKey), "person_id": 1,
            ])
            // Whose id it is, is not this project's to know: a server may say that it is nobody's.
            let answer = try await $0.exchange(request, at: $0.authAddress)
            guard answer.status != 200 else { return }
            try answer.expectError(.invalidCredentials)
        },
        Case("server/tokens/wrong-key", ["AUTH-05"], "Another key than the login's is 401 invalid_credentials.") {
            let login = try $0.credentials().login
            try await $0.authorize(Credentials(login: login, securityKey: "no key of this login"))
                .expectError(.invalidCredentials)
        },
        Case(
            "server/tokens/unknown-login", ["AUTH-05"],
            "An unknown login is 401 invalid_credentials; where a server takes any, its first key is its key."
        ) { examination in
            let word = ServerExamination.word()
            let login = "case@\(word).test"
            try await ServerExamination.restoring {
                let first = try await examination.authorize(Credentials(login: login, securityKey: "first"))
                guard first.status == 200 else { return try first.expectError(.invalidCredentials) }
                try await examination.authorize(Credentials(login: login, securityKey: "second"))
                    .expectError(.invalidCredentials)
            } after: {
                if examination.server.control != nil { try await ControlClient(examination).reset("\(word).test") }
            }
        },
        Case("server/tokens/no-key", ["AUTH-04", "ERROR-03"], "A login without a key: required_parameter_missing.") {
            let login = try $0.credentials().login
            let answer = try await $0.exchange(
                $0.authorization(["login": .string(login)]), at: $0.authAddress)
            try answer.expectError(.requiredParameterMissing)
            try answer.expectText("security_key")
        },
        Case("server/tokens/expired", ["AUTH-03"], needs: .control, "A token that has expired is 401 expired_token.") {
            try await $0.inNewOrganization { user, organization in
                try await organization.control.expire(user.token)
                try await user.exchange(user.request("GET", "tasks/1")).expectError(.expiredToken)
            }
        },
        Case("server/tokens/revoked", ["AUTH-03"], needs: .control, "A token that was revoked is 401 revoked_token.") {
            try await $0.inNewOrganization { user, organization in
                try await organization.control.revoke(user.token)
                try await user.exchange(user.request("GET", "tasks/1")).expectError(.revokedToken)
            }
        },
        Case(
            "server/tokens/blocked", ["AUTH-03"], needs: .control,
            "While an account is blocked, its token is 401 account_blocked, and afterwards good again."
        ) {
            try await $0.inNewOrganization { user, organization in
                let request = user.request("GET", "tasks/\(user.server.taskID)")
                try await organization.control.block(organization.login, true)
                try await user.exchange(request).expectError(.accountBlocked)
                try await organization.control.block(organization.login, false)
                try await user.exchange(request).expect(200)
            }
        },
        Case(
            "server/tokens/too-many", ["AUTH-07"], needs: [.control, .intrusive],
            "Of a user with 1,001 tokens, the oldest at least is revoked, and the newest is good."
        ) {
            try await $0.inNewOrganization { user, organization in
                let request = user.request("GET", "tasks/\(user.server.taskID)")
                var newest = user
                for _ in 0..<20 {
                    let token = try await organization.control.issueTokens(organization.login, count: 50)
                    newest = user.with(token: token)
                    // A server may allow fewer: that is a setting.
                    if try await user.exchange(request).status == 401 { break }
                }
                try await user.exchange(request).expectError(.revokedToken)
                try await newest.exchange(newest.request("GET", "tasks/\(user.server.taskID)")).expect(200)
            }
        },
    ]
}
