import PyrusFiles

extension ServerCases {
    /// Who may ask: AUTH.
    static let auth: [Case] = [
        Case("server/auth/no-token", ["AUTH-01", "ERROR-01"], "A request without a token is 401 token_not_specified.") {
            let request = $0.unauthorized("GET", "tasks/\($0.server.taskID)")
            try await $0.exchange(request).expectError(.tokenNotSpecified)
        },
        Case("server/auth/empty-header", ["AUTH-01"], "An empty Authorization header is as none.") {
            let request = $0.unauthorized("GET", "tasks/\($0.server.taskID)").adding("Authorization:")
            try await $0.exchange(request).expectError(.tokenNotSpecified)
        },
        Case("server/auth/unknown-token", ["AUTH-02"], "A token that nobody was given is 401 invalid_token.") {
            let request = $0.unauthorized("GET", "tasks/\($0.server.taskID)").adding("Authorization: Bearer nobodys")
            try await $0.exchange(request).expectError(.invalidToken)
        },
        Case("server/auth/other-scheme", ["AUTH-02"], "Another scheme than Bearer is 401 invalid_token.") {
            let request = $0.unauthorized("GET", "tasks/\($0.server.taskID)").adding("Authorization: Basic \($0.token)")
            try await $0.exchange(request).expectError(.invalidToken)
        },
        Case("server/auth/scheme-in-any-case", ["AUTH-02"], "The scheme may be spelt bearer or BEARER.") {
            for scheme in ["bearer", "BEARER"] {
                let path = "tasks/\($0.server.taskID)"
                try await $0.exchange($0.unauthorized("GET", path).adding("Authorization: \(scheme) \($0.token)"))
                    .expect(200)
            }
        },
    ]
}
