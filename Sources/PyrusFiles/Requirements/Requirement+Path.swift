extension Requirement {
    /// PATH: the two layouts of paths.
    static let path: [Requirement] = [
        Requirement(
            "PATH-01", .must, [.documented, .vendor],
            """
            In the cloud edition the API lies under `/v4/` and under `/api/v4/`, authorization among it, and upload \
            and download also under `v4/files/` of `files_url`.
            """),
        Requirement(
            "PATH-02", .must, [.vendor, .client],
            """
            In the cloudless edition one host has the API under `/api/v4/` and `/v4/`, authorization gives a token \
            and no addresses, and there is no Knowledge Base.
            """),
        Requirement(
            "PATH-03", .should, [.client],
            """
            `files/download/{id}` directly under `files_url` is a download too, since a published client calls it.
            """),
        Requirement(
            "PATH-04", .must, [.chosen],
            """
            Addresses in an answer have the scheme and host of the request: the real names where it came through \
            `CONNECT`, else the local one.
            """),
        Requirement(
            "PATH-05", .should, [.chosen],
            """
            Slashes in a row in a path count as one, as they do for nginx in front of the service, and the journal \
            says so.
            """),
    ]
}
