import PyrusFiles
import Testing

@Suite("Errors of the API")
struct APIErrorTests {
    @Test("answers an unknown id in the 193 bytes that were recorded")
    func recordedBody() {
        let recorded =
            #"{"error":"The attachment file ID is incorrect. No file with that ID has been uploaded, or this ID "#
            + #"has already been used. An ID can only be used once.","error_code":"unrecognized_attachment_id"}"#
        let error = APIError(.unrecognizedAttachmentID)
        #expect(Array(error.body.utf8) == Array(recorded.utf8))
        #expect(error.body.utf8.count == 193)
        #expect(error.status == 400)
    }

    @Test(
        "has the vendor's number and the HTTP status of each code",
        arguments: [
            ("server_error", 0, 500),
            ("authorization_error", 100, 401), ("token_not_specified", 101, 401), ("revoked_token", 102, 401),
            ("expired_token", 103, 401), ("invalid_token", 104, 401), ("account_blocked", 105, 401),
            ("invalid_credentials", 106, 401), ("invalid_application_id", 107, 401),
            ("unrecognized_attachment_id", 215, 400), ("no_file_in_request", 221, 400),
            ("too_large_request_length", 222, 400), ("required_parameter_missing", 224, 400),
            ("invalid_value_format", 225, 400), ("invalid_json", 226, 400), ("empty_body", 228, 400),
            ("empty_file", 263, 400), ("bad_multipart_content", 264, 400), ("attachments_forbidden", 273, 400),
            ("unsupported_attachment_format", 275, 400), ("validation_error", 276, 400),
            ("too_many_attachments", 282, 400), ("attachment_too_big", 289, 400),
            ("access_denied_file", 309, 403), ("access_denied", 311, 403), ("file_is_missing", 321, 404),
            ("invalid_request_encoding", 322, 400), ("invalid_input", 323, 400), ("file_limit_exceeded", 325, 400),
            ("max_file_name_length_exceeded", 330, 400), ("too_many_requests", 400, 429), ("unknown_error", 999, 500),
        ])
    func table(code: String, number: Int, status: Int) {
        let code = APIError.Code(rawValue: code)
        #expect(code.number == number)
        #expect(code.status == status)
        #expect(APIError(code).status == status)
        #expect(!code.text.isEmpty)
    }

    @Test("holds 32 codes, each once and in the order of the vendor's numbers")
    func completeness() {
        #expect(APIError.Code.all.count == 32)
        #expect(Set(APIError.Code.all).count == 32)
        let numbers = APIError.Code.all.compactMap(\.number)
        #expect(numbers == numbers.sorted())
        #expect(Set(numbers).count == 32)
    }

    @Test(
        "says what was recorded or documented, to the letter",
        arguments: [
            (APIError.Code.invalidCredentials, "Invalid login/secret_key."),
            (
                .tokenNotSpecified,
                "The authorization token is not specified. Please specify the token in the HTTP authorization header."
            ),
            (.revokedToken, "The authorization token has been revoked. Please get a new token."),
            (.expiredToken, "The authorization token has expired. Please get a new token."),
            (.invalidToken, "The authorization token is invalid. Please verify the token or get a new one."),
            (.tooManyRequests, "You have reached the limit of requests per 10 minutes"),
        ])
    func texts(code: APIError.Code, text: String) {
        #expect(APIError(code).message == text)
        #expect(code.definition?.textEvidence != .chosen)
    }

    @Test("answers a code that it does not know as 400")
    func unknownCode() {
        let error = APIError(APIError.Code(rawValue: "made_up"))
        #expect(error.code.definition == nil)
        #expect(error.code.number == nil)
        #expect(error.status == 400)
        #expect(error.body == #"{"error":"The request failed: made_up.","error_code":"made_up"}"#)
    }

    @Test("escapes quotes in a text, and leaves Cyrillic and slashes alone")
    func escaping() {
        let error = APIError.serverError("\"Диск\" a/b\n")
        #expect(error.body == #"{"error":"\"Диск\" a/b\n","error_code":"server_error"}"#)
    }

    @Test(
        "names what is wrong",
        arguments: [
            (APIError.requiredParameterMissing("login"), "required_parameter_missing", "'login'"),
            (.invalidValueFormat("id"), "invalid_value_format", "'id' has a wrong format."),
            (.invalidValueFormat("id", expected: "a whole number"), "invalid_value_format", ": a whole number is"),
            (.invalidJSON(JSONError(offset: 7, sentence: "a colon is expected")), "invalid_json", "(at byte 7)"),
            (.badMultipartContent("the body ends early"), "bad_multipart_content", ": the body ends early."),
            (.tooLargeRequestLength(limit: 42), "too_large_request_length", "42 bytes"),
            (.maxFileNameLengthExceeded(limit: 255), "max_file_name_length_exceeded", "255 characters"),
            (.tooManyAttachments(limit: 3_000), "too_many_attachments", "3000"),
        ])
    func making(error: APIError, code: String, fragment: String) {
        #expect(error.code.rawValue == code)
        #expect(error.message.contains(fragment))
        #expect(error.status == 400)
    }
}
