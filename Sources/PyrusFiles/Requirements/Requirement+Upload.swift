extension Requirement {
    /// UPLOAD: uploading a file.
    static let upload: [Requirement] = [
        Requirement(
            "UPLOAD-01", .must, [.documented, .recorded],
            """
            A file that was taken is answered with 200 and compact JSON whose only members are `guid` and then \
            `md5_hash`.
            """),
        Requirement(
            "UPLOAD-02", .must, [.documented, .recorded],
            """
            Every upload gets a `guid` of its own, equal bytes or not: a UUID in lower case with dashes.
            """),
        Requirement(
            "UPLOAD-03", .must, [.documented],
            """
            `md5_hash`, and `md5` of a file object, is the MD5 of the file's bytes and of nothing else, as 32 hex \
            digits: lower-case in the profile `documented`, upper-case in `observed`.
            """),
        Requirement(
            "UPLOAD-04", .must, [.documented, .client],
            """
            Any name of the form part will do: `file`, `file_contents`, the name of the file, one that is not ASCII, \
            in quotes or without.
            """),
        Requirement(
            "UPLOAD-05", .must, [.client],
            """
            Headers of a part may come in any order and case and with others beside them, and a part that has no \
            `Content-Type` is a file all the same.
            """),
        Requirement(
            "UPLOAD-06", .must, [.client, .rfc],
            """
            Parameters of `Content-Type` may come in any order and case, and the boundary, of 1 to 70 characters, \
            may be quoted.
            """),
        Requirement(
            "UPLOAD-07", .must, [.documented],
            """
            A request carries one file. Without any it is 400 `no_file_in_request`; with a second one it is 400 \
            `bad_multipart_content`, and neither file is kept.
            """),
        Requirement(
            "UPLOAD-08", .must, [.client],
            """
            Parts that have no filename are form fields; they are passed over wherever they stand, as long as \
            LIMIT-02 holds.
            """),
        Requirement(
            "UPLOAD-09", .must, [.documented, .vendor],
            """
            A file may have up to 2,147,483,647 bytes; one more is 400 `too_large_request_length`. A body whose \
            declared length cannot hold an allowed file is refused unread, a chunked one once the file passes the \
            limit.
            """),
        Requirement(
            "UPLOAD-10", .must, [.vendor],
            """
            A file without a byte is 400 `empty_file`.
            """),
        Requirement(
            "UPLOAD-11", .must, [.vendor],
            """
            400 `bad_multipart_content` is the answer to a content type other than multipart/form-data, to a \
            boundary that is missing, repeated or illegal, and to a body that is malformed or ends too early.
            """),
        Requirement(
            "UPLOAD-12", .must, [.client],
            #"""
            The stored name is the last segment, behind `/` or `\`, of a `filename*` that decodes from UTF-8 or \#
            ISO-8859-1, else of `filename`. Of the latter, in this order: a value that ends in `\"` with no closing \#
            quote behind it ends at that quote; `\"` and `\\`, then `%22`, `%0D` and `%0A` are undone; a value of \#
            nothing but RFC 2047 words is decoded. No other percent-encoding is undone, bytes that are not UTF-8 \#
            become U+FFFD, and a name of which nothing remains counts as `filename=""`.
            """#),
        Requirement(
            "UPLOAD-13", .must, [.vendor],
            """
            A stored name of more than 255 Unicode scalars is 400 `max_file_name_length_exceeded`.
            """),
        Requirement(
            "UPLOAD-14", .must, [.client, .rfc],
            """
            Bodies arrive by `Content-Length` or chunked, cut into reads at any byte, also within a delimiter.
            """),
        Requirement(
            "UPLOAD-15", .must, [.rfc],
            """
            A client that expects 100-continue is sent 100 only when its token and its declared length are good; \
            otherwise the final answer comes straight away.
            """),
        Requirement(
            "UPLOAD-16", .must, [.rfc],
            """
            What was sent is stored byte for byte: no transfer or content encoding of a part is undone, and no \
            character set is converted.
            """),
        Requirement(
            "UPLOAD-17", .must, [.chosen],
            """
            Nothing is to be seen of an upload that failed, was aborted or was cut off, and the space it took is \
            free again.
            """),
        Requirement(
            "UPLOAD-18", .must, [.vendor],
            """
            Until it is attached, an upload has no file id, and its guid downloads nothing, save as in ATTACH-10.
            """),
        Requirement(
            "UPLOAD-19", .must, [.rfc],
            """
            What stands before the first delimiter and behind the last is skipped, within LIMIT-02; the line end \
            behind the last delimiter may be left out.
            """),
    ]
}
