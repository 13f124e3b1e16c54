extension Requirement {
    /// CLIENT: what a client of the service must do.
    static let client: [Requirement] = [
        Requirement(
            "CLIENT-01", .must, [.rfc],
            """
            The token goes out as `Authorization: Bearer` and in no other place: in no URL, to no other host.
            """),
        Requirement(
            "CLIENT-02", .must, [.rfc],
            """
            Uploads are multipart/form-data under a boundary that the file does not contain, whatever its bytes: all \
            256 values, lines that look like delimiters, line ends first and last.
            """),
        Requirement(
            "CLIENT-03", .must, [.documented],
            """
            A request uploads one file; for three files there are three requests.
            """),
        Requirement(
            "CLIENT-04", .must, [.chosen],
            """
            Files of 1 byte, of 64 KiB and one byte to either side, of 10 MiB and of the limit arrive unchanged, and \
            the caller gets the guid and the MD5 that the server gave.
            """),
        Requirement(
            "CLIENT-05", .must, [.chosen],
            """
            Names arrive as they are, of up to 200 characters and 255 bytes of UTF-8: with spaces, quotes, \
            backslashes, semicolons, percent signs, Cyrillic, CJK, emoji and combining marks.
            """),
        Requirement(
            "CLIENT-06", .must, [.rfc],
            """
            A name stays within its header: quotes, CR and LF are encoded.
            """),
        Requirement(
            "CLIENT-07", .must, [.chosen],
            """
            Answers of 400, 401, 403, 429 and 500 are reported as errors, never as success, whether they are JSON, \
            HTML or empty, with their code and text where they have them.
            """),
        Requirement(
            "CLIENT-08", .should, [.chosen],
            """
            A 401 makes the client authorize again and send the whole request, body included, a second time; after \
            that it gives up.
            """),
        Requirement(
            "CLIENT-09", .must, [.rfc],
            """
            The client notices, and reports, an answer that comes before its upload is all sent.
            """),
        Requirement(
            "CLIENT-10", .must, [.rfc],
            """
            A connection that ends without an answer is an error to the caller. The upload is not just sent again, \
            since it is not idempotent.
            """),
        Requirement(
            "CLIENT-11", .should, [.chosen],
            """
            The client compares the MD5 in the answer, of either case, with its own, and a difference is an error.
            """),
        Requirement(
            "CLIENT-12", .must, [.chosen],
            """
            Downloads are saved unchanged: binary, of 64 KiB and one byte to either side, of 10 MiB, slow, in many \
            small pieces, chunked.
            """),
        Requirement(
            "CLIENT-13", .must, [.rfc],
            """
            An answer that ends before its `Content-Length`, or before its last chunk, is an error and leaves no \
            file.
            """),
        Requirement(
            "CLIENT-14", .must, [.chosen],
            """
            The body of an error is never saved as the file that was asked for.
            """),
        Requirement(
            "CLIENT-15", .must, [.rfc],
            """
            The client reads a filename from `Content-Disposition` in every form: bare, quoted, as `filename*`, and \
            where there are two.
            """),
        Requirement(
            "CLIENT-16", .must, [.rfc],
            """
            A downloaded file lands in the folder meant for it, whatever its name: `../`, absolute paths, drive \
            letters and NUL lead nowhere else.
            """),
        Requirement(
            "CLIENT-17", .must, [.chosen],
            """
            Members that the client does not know are ignored in answers, and an MD5 is read in upper and lower \
            case.
            """),
        Requirement(
            "CLIENT-18", .should, [.rfc],
            """
            After 429 the client waits as long as `Retry-After` or `X-RateLimit-Reset` says before it asks again.
            """),
        Requirement(
            "CLIENT-19", .must, [.chosen],
            """
            An empty file and one over the limit are refused by the client, or the server's refusal is reported.
            """),
        Requirement(
            "CLIENT-20", .should, [.chosen],
            """
            Files are streamed: the client's memory stays the same however large the file is. This is observed and \
            reported, and fails nothing.
            """),
        Requirement(
            "CLIENT-21", .must, [.rfc],
            """
            The client works over a connection that it uses again, over one that the server has closed in between, \
            and where every answer says `Connection: close`.
            """),
        Requirement(
            "CLIENT-22", .should, [.documented],
            """
            The client can go the whole way: upload, attach, find the file's id in the task, download.
            """),
    ]
}
