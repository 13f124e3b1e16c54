extension Requirement {
    /// AUTH: bearer tokens.
    static let auth: [Requirement] = [
        Requirement(
            "AUTH-01", .must, [.documented, .recorded],
            """
            A request whose `Authorization` header is absent or empty is answered with 401 `token_not_specified`.
            """),
        Requirement(
            "AUTH-02", .must, [.documented, .recorded, .rfc],
            """
            A token that was never issued, and any scheme but Bearer, is answered with 401 `invalid_token`. Upper \
            and lower case of the scheme's name are the same.
            """),
        Requirement(
            "AUTH-03", .must, [.documented],
            """
            401 says why a token that was once good no longer is: `expired_token` past its lifetime, `revoked_token` \
            once revoked, `account_blocked` while the account is blocked.
            """),
        Requirement(
            "AUTH-04", .must, [.documented],
            """
            `POST /auth`, with or without a slash at the end, takes JSON with `login`, `security_key` and perhaps \
            `person_id`, and answers 200 with `access_token`. The cloud edition adds `api_url` and `files_url`, each \
            ending in a slash.
            """),
        Requirement(
            "AUTH-05", .must, [.recorded],
            """
            A login or a key that is wrong is answered with 401 `invalid_credentials`.
            """),
        Requirement(
            "AUTH-06", .must, [.chosen],
            """
            A request without a good token gets its answer before its body is read, and nothing of it is kept. A \
            client that is still sending can read that answer: the rest of its body is drained up to a bound before \
            the connection closes, without a reset.
            """),
        Requirement(
            "AUTH-07", .must, [.documented],
            """
            A user who is given one token more than the maximum loses the oldest one: it is revoked. The token that \
            the server starts with is not counted and not revoked so.
            """),
        Requirement(
            "AUTH-08", .must, [.vendor],
            """
            A token opens the files of its own organization alone; a file of another is 403 `access_denied_file`. \
            The organization is the lower-case domain of the login, and a login without `@` is one by itself.
            """),
        Requirement(
            "AUTH-09", .should, [.chosen],
            """
            Tokens are read from the header alone; one in a query or a form field has no effect.
            """),
    ]
}
