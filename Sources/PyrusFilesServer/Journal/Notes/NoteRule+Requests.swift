extension NoteRule {
    /// What lies outside of a form: the address, the header fields, the kind of body.
    static let ofRequests = [
        NoteRule(
            "token-in-query",
            "A token or key stands in the address, where logs and proxies keep it, and is not looked at: "
                + "send it as \"Authorization: Bearer\" alone (AUTH-09, CLIENT-01).",
            where: { evidence in
                evidence.head.query.contains { Masking.isSecret(Masking.percentDecoded($0.name)) }
            }),
        NoteRule(
            "token-in-cookie",
            "A token or key stands in a cookie, which is not looked at: send it as \"Authorization: Bearer\" alone "
                + "(AUTH-09, CLIENT-01).",
            where: { evidence in
                evidence.head["cookie"].contains { cookies in
                    cookies.split(separator: ";").contains { Masking.isSecret($0.prefix { $0 != "=" }) }
                }
            }),
        NoteRule(
            "token-malformed",
            "The bearer token has characters that no token has, such as blanks or angle brackets: most likely an object "
                + "was turned into text, or a call was not awaited (AUTH-02).",
            where: { evidence in
                evidence.head["authorization"].contains { value in
                    let scheme = Substring(value.utf8.prefix { $0 != UInt8(ascii: " ") })
                    return scheme.isSame(inAnyCase: "bearer")
                        && value[scheme.endIndex...].trimmed.utf8.contains { !isTokenByte($0) }
                }
            }),
        NoteRule(
            "doubled-slashes",
            "The path has several slashes in a row, read as one here but not everywhere: join the base address, which "
                + "ends in a slash, and a path without one at its start (PATH-05).",
            where: { $0.head.path.holds(inAnyCase: "//") }),
        NoteRule(
            "trailing-slash",
            "The path ends in a slash that it does not have in the documentation: leave it out (AUTH-04).",
            where: { $0.isRouted && $0.head.path.count > 1 && $0.head.path.hasSuffix("/") }),
        NoteRule(
            "unknown-query-parameter",
            "The address has a query parameter that the API does not have, and it is ignored: leave it out "
                + "(DOWNLOAD-07).",
            where: { evidence in
                let query = evidence.head.query
                guard !query.isEmpty, evidence.isRouted else { return false }
                let takesID = ["attachment", "kb"].contains(evidence.head.path.split(separator: "/").last)
                return query.contains { parameter in
                    !Masking.isSecret(Masking.percentDecoded(parameter.name))
                        && !(takesID && ["Id", "id"].contains(parameter.name))
                }
            }),
        NoteRule(
            "get-with-body",
            "A GET came with a body, which means nothing and which some servers refuse: send none (DOWNLOAD-07).",
            where: { $0.isRead && $0.hasBody }),
        NoteRule(
            "get-with-content-type",
            "A GET without a body came with a Content-Type, which describes nothing: send it with a body only "
                + "(DOWNLOAD-07).",
            where: { $0.isRead && !$0.hasBody && $0.hasHeader("content-type") }),
        NoteRule(
            "json-content-type",
            "A body that was read as JSON has another Content-Type or none: send \"application/json\".",
            where: { evidence in
                guard !evidence.isRead, !evidence.isUpload, evidence.isRouted, evidence.hasBody else { return false }
                return evidence.head["content-type"].first?.lowercased().hasPrefix("application/json") != true
            }),
        NoteRule(
            "misspelled-content-type",
            "There is a header \"ContentType\" without its hyphen, which means nothing: the name is Content-Type.",
            where: { $0.hasHeader("contenttype") || $0.hasHeader("content_type") }),
        NoteRule(
            "content-type-by-hand",
            "The Content-Type seems to be set by hand, without the boundary that only the writer of the form knows: "
                + "leave this header to your HTTP library (M001).",
            where: { $0.form?.fault == .missingBoundary }),
        NoteRule(
            "upgrade",
            "The request offers to change the protocol (Upgrade), which is ignored here: turn HTTP/2 off for plain "
                + "connections.",
            where: { $0.hasHeader("upgrade") }),
        NoteRule(
            "http-1-0",
            "The request is HTTP/1.0, whose connections end with every answer: use HTTP/1.1.",
            where: { $0.head.isHTTP10 }),
        NoteRule(
            "chunked",
            "The body came in chunks without a Content-Length, so that one too large is found out only on the way: "
                + "where the size is known, as a file's is, send it (M113, UPLOAD-09).",
            where: { $0.isChunked && !$0.isRead }),
        NoteRule(
            "range",
            "A Range was asked for, and it is ignored: the answer is the whole file with status 200 (DOWNLOAD-09).",
            where: { $0.isRead && $0.hasHeader("range") }),
        NoteRule(
            "content-md5",
            "The request has a Content-MD5, which is not checked: compare the answer's md5_hash instead "
                + "(M097, CLIENT-11).",
            where: { $0.hasHeader("content-md5") }),
    ]

    /// Whether a byte can stand in a bearer token (RFC 6750, `b64token`).
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
