extension Requirement {
    /// LIMIT: limits.
    static let limit: [Requirement] = [
        Requirement(
            "LIMIT-01", .must, [.documented],
            """
            More than 5,000 requests of a user in a window of 10 minutes are 429 `too_many_requests`, and every \
            answer carries `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` in whole seconds, \
            rounded up. A window begins with the user's first request in it and is fixed; a refused request does not \
            count; an answer to nobody shows the full limit, and with the limit off no answer shows any.
            """),
        Requirement(
            "LIMIT-02", .must, [.chosen],
            """
            All bytes of an upload's body but the file's own come to 64 KiB at most, the headers of one part to 16 \
            KiB; beyond either it is 400 `bad_multipart_content`.
            """),
    ]
}
