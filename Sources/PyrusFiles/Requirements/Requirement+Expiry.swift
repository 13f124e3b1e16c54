extension Requirement {
    /// EXPIRY: files that nothing references, and the clock.
    static let expiry: [Requirement] = [
        Requirement(
            "EXPIRY-01", .must, [.documented],
            """
            An upload that neither a task nor an article references goes after its period, 24 hours unless set \
            otherwise, and the file system gets its space back.
            """),
        Requirement(
            "EXPIRY-02", .must, [.documented],
            """
            A file stays as long as a task or an article references it.
            """),
        Requirement(
            "EXPIRY-03", .must, [.chosen],
            """
            An upload that is gone is answered as one that never was: attaching it is 400 \
            `unrecognized_attachment_id`.
            """),
        Requirement(
            "EXPIRY-04", .must, [.chosen],
            """
            The period begins again when an article that is edited or deleted takes a file's last reference away.
            """),
        Requirement(
            "EXPIRY-05", .must, [.chosen],
            """
            Expiry, token lifetimes, rate limits and dates all go by one clock an organization, the server's until \
            it has its own, which can be read, frozen, set and advanced; whatever is due by a time is done before \
            the call that sets that time returns. Deadlines of connections go by the system's clock.
            """),
    ]
}
