extension Requirement {
    /// DOWNLOAD: downloading a file.
    static let download: [Requirement] = [
        Requirement(
            "DOWNLOAD-01", .must, [.documented],
            """
            A download is 200 with the file's bytes unchanged, their `Content-Length`, `Content-Type: \
            application/octet-stream`, and `Content-Disposition: attachment` with a filename.
            """),
        Requirement(
            "DOWNLOAD-02", .must, [.documented, .client],
            #"""
            A filename that is an RFC 9110 token stands without quotes; printable ASCII but for `"`, `\` and `%` \#
            stands in quotes; any other is percent-encoded UTF-8 in quotes, with `filename*=UTF-8''` beside it. In \#
            the profile `observed` every name that is no token has both, the quoted one form-urlencoded. Escapes are \#
            upper-case, of each octet that RFC 8187's `attr-char` (form-urlencoded: letters, digits and `-_.!*()`) \#
            does not name, so that no name adds a parameter or a header.
            """#),
        Requirement(
            "DOWNLOAD-03", .must, [.recorded],
            """
            An id that no file has is 400 `unrecognized_attachment_id`, in exactly the bytes that were recorded.
            """),
        Requirement(
            "DOWNLOAD-04", .must, [.vendor],
            """
            An id that is not a number, a guid too, is answered as an unknown one is, not with 404.
            """),
        Requirement(
            "DOWNLOAD-05", .must, [.vendor],
            """
            A file of another organization is 403 `access_denied_file`.
            """),
        Requirement(
            "DOWNLOAD-06", .must, [.vendor],
            """
            `services/attachment` under `files_url`, with `Id` or `id` in its query, gives the same download; there \
            an unknown id is 404 `file_is_missing`.
            """),
        Requirement(
            "DOWNLOAD-07", .must, [.documented, .client],
            """
            A GET that carries a body, `Content-Type: application/json` or query parameters nobody knows is a \
            download like any other.
            """),
        Requirement(
            "DOWNLOAD-08", .must, [.client],
            """
            Every download has a `Content-Disposition`, and none is of type `application/json`.
            """),
        Requirement(
            "DOWNLOAD-09", .may, [.chosen],
            """
            HEAD gets the headers without the bytes. A `Range` is not honoured: the answer is 200 with the whole \
            file and no `Accept-Ranges`. Nothing is redirected or compressed.
            """),
        Requirement(
            "DOWNLOAD-10", .must, [.chosen],
            """
            A download that has begun is finished even where its file is removed in the meantime.
            """),
    ]
}
