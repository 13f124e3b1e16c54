import PyrusFiles
import Testing

extension ServerTests {
    /// Who is let in (AUTH-01 to AUTH-09).
    @Suite("Tokens")
    struct TokenTests {
        static func request(_ fields: String...) -> WireRequest {
            WireRequest("GET /v4/tasks/1", ["Host: localhost"] + fields)
        }

        @Test(
            "a token is looked for in one header alone (AUTH-01, AUTH-02, AUTH-09, ERROR-05)",
            arguments: [
                (request(), "401 token_not_specified"), (request("Authorization: "), "401 token_not_specified"),
                (request("Authorization: Bearer"), "401 invalid_token"),
                (request("Authorization: Bearer "), "401 invalid_token"),
                (request("Authorization: Bearer other"), "401 invalid_token"),
                (request("Authorization: Basic local-token"), "401 invalid_token"),
                (request("Authorization: local-token"), "401 invalid_token"),
                (request("Authorization: bEARER local-token"), "200"),
                (request(WireRequest.token, WireRequest.token), "401 invalid_token"),
                (
                    WireRequest("GET /v4/tasks/1?access_token=local-token", ["Host: localhost"]),
                    "401 token_not_specified"
                ),
            ])
        func headers(request: WireRequest, answer: String) async throws {
            let reply = try await withServer { try await $0.reply(to: request) }
            #expect(reply.summary == answer)
        }

        @Test("a token that ended says how (AUTH-03)")
        func endings() async throws {
            try await withServer { server in
                let login = "one@a.test"
                let tokens = [
                    try await server.token(for: login), try await server.token(for: login),
                    try await server.token(for: login),
                ]
                for (path, token) in zip(["revoke", "expire"], tokens) {
                    _ = try await server.reply(
                        to: .json("POST /_control/tokens/\(path)", ["access_token": .string(token)]))
                }
                _ = try await server.reply(
                    to: .json("POST /_control/accounts/block", ["login": .string(login), "blocked": true]))
                var answers: [String] = []
                for token in tokens {
                    answers.append(
                        try await server.reply(to: Self.request().adding("Authorization: Bearer \(token)")).summary)
                }
                #expect(answers.last == "401 account_blocked")
                _ = try await server.reply(
                    to: .json("POST /_control/accounts/block", ["login": .string(login), "blocked": false]))
                answers = []
                for token in tokens {
                    answers.append(
                        try await server.reply(to: Self.request().adding("Authorization: Bearer \(token)")).summary)
                }
                #expect(answers == ["401 revoked_token", "401 expired_token", "200"])
            }
        }

        @Test(
            "a login and its key get a token and the addresses (AUTH-04, AUTH-05)",
            arguments: ["/api/v4/auth", "/v4/auth", "/v4/auth/"])
        func authorization(path: String) async throws {
            try await withServer({ $0.accounts = [.init(login: "a@b.test", securityKey: "key")] }) { server in
                let request = { (key: JSON) in
                    WireRequest.json("POST \(path)", ["login": "a@b.test", "security_key": key])
                }
                let good = try await server.reply(to: request("key"))
                #expect(good.json.objectValue?.map(\.key) == ["access_token", "api_url", "files_url"])
                #expect(good.json["api_url"] == "http://localhost/v4/" && good.json["files_url"] == "http://localhost/")
                let token = try #require(good.json["access_token"]?.stringValue)
                let task = try await server.reply(to: WireRequest("GET /v4/tasks/1").authorized(by: token))
                #expect(task.status == 200)
                let wrong = try await server.reply(to: request("other"))
                #expect(wrong.summary == "401 invalid_credentials")
                let missing = try await server.reply(to: .json("POST \(path)", ["login": "a@b.test"]))
                #expect(missing.summary == "400 required_parameter_missing")
            }
        }

        @Test("a login or a key of more than 1,024 bytes is nobody's, and nobody new (AUTH-05)", arguments: [0, 1])
        func longCredentials(more: Int) async throws {
            try await withServer { server in
                let (login, key) = (
                    String(repeating: "a", count: 1_017) + "@b.test", String(repeating: "k", count: 1_024)
                )
                let longer = String(repeating: "é", count: more)
                for body: JSON in [
                    ["login": .string(longer + login), "security_key": "key"],
                    ["login": "a@b.test", "security_key": .string(key + longer)],
                ] {
                    let reply = try await server.reply(to: .json("POST /v4/auth", body))
                    #expect(reply.summary == (more == 0 ? "200" : "401 invalid_credentials"))
                }
            }
        }

        @Test("a token too many revokes the user's oldest, never the one given at start (AUTH-07)")
        func mostTokens() async throws {
            try await withServer({ $0.limits.maxTokensPerUser = 2 }) { server in
                var tokens = ["local-token"]
                for _ in 0..<3 { tokens.append(try await server.token(for: "local@pyrus.test")) }
                var answers: [String] = []
                for token in tokens {
                    answers.append(
                        try await server.reply(to: WireRequest("GET /v4/tasks/1").authorized(by: token)).summary)
                }
                #expect(answers == ["200", "401 revoked_token", "200", "200"])
            }
        }

        @Test("a token reaches the files of its own organization alone (AUTH-08, DOWNLOAD-05)")
        func organizations() async throws {
            try await withServer { server in
                let id = try #require(try await server.attached()["id"]?.int64Value)
                for (login, answer) in [
                    ("someone@PYRUS.test", "200"), ("a@other.test", "403 access_denied_file"),
                    ("pyrus.test", "403 access_denied_file"),
                ] {
                    let token = try await server.token(for: login)
                    for path in ["/v4/files/download/\(id)", "/services/attachment?Id=\(id)"] {
                        let reply = try await server.reply(to: WireRequest("GET \(path)").authorized(by: token))
                        #expect(reply.summary == answer, "\(login) \(path)")
                    }
                }
            }
        }
    }
}
