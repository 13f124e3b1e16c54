extension Requirement {
    /// ERROR: errors.
    static let error: [Requirement] = [
        Requirement(
            "ERROR-01", .must, [.documented, .recorded],
            """
            An error is compact JSON in UTF-8 without needless escapes: `error`, an English text, then `error_code`, \
            under the HTTP status of that code.
            """),
        Requirement(
            "ERROR-02", .must, [.client],
            """
            A path that the service does not have is 404 with a `Message`; a wrong method is 405 with `Allow`, a \
            malformed request 400 with `Connection: close`, an unmet expectation 417, all in that form. A path that \
            the service has and this project does not imitate is 501 with `server_error`, a sentence that says so \
            and a warning in the log.
            """),
        Requirement(
            "ERROR-03", .must, [.documented],
            """
            Of a JSON body, 400 says what is wrong: `invalid_json` where it cannot be read, `empty_body` where there \
            is none, `required_parameter_missing` with the parameter's name, `invalid_value_format` for a wrong \
            type.
            """),
        Requirement(
            "ERROR-04", .must, [.chosen],
            """
            A fault of the server itself, such as a full disk or a broken database, is 500 `server_error`; where the \
            head is out already, the body ends short of its `Content-Length`. Nothing is stored by half.
            """),
        Requirement(
            "ERROR-05", .must, [.chosen],
            """
            Of several errors the first in this order is answered: malformed HTTP, unknown route, wrong method, \
            token, rate limit, `Expect`, content type and boundary, declared length, then whatever comes first in \
            the body (a name or a second file at the end of its headers, a size when it is passed, an empty file at \
            its delimiter). A part with `filename=""` is no second file. Two `Authorization` headers, or `Bearer` \
            with nothing behind it, are `invalid_token`.
            """),
    ]
}
