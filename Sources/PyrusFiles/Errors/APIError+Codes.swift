// The codes by name; what each means stands in its text (APIError+Table.swift).
extension APIError.Code {
    /// `server_error`: 500.
    public static let serverError = Self(rawValue: "server_error")
    /// `authorization_error`: 401.
    public static let authorizationError = Self(rawValue: "authorization_error")
    /// `token_not_specified`: 401.
    public static let tokenNotSpecified = Self(rawValue: "token_not_specified")
    /// `revoked_token`: 401.
    public static let revokedToken = Self(rawValue: "revoked_token")
    /// `expired_token`: 401.
    public static let expiredToken = Self(rawValue: "expired_token")
    /// `invalid_token`: 401.
    public static let invalidToken = Self(rawValue: "invalid_token")
    /// `account_blocked`: 401.
    public static let accountBlocked = Self(rawValue: "account_blocked")
    /// `invalid_credentials`: 401.
    public static let invalidCredentials = Self(rawValue: "invalid_credentials")
    /// `invalid_application_id`: 401.
    public static let invalidApplicationID = Self(rawValue: "invalid_application_id")
    /// `unrecognized_attachment_id`: 400.
    public static let unrecognizedAttachmentID = Self(rawValue: "unrecognized_attachment_id")
    /// `no_file_in_request`: 400.
    public static let noFileInRequest = Self(rawValue: "no_file_in_request")
    /// `too_large_request_length`: 400.
    public static let tooLargeRequestLength = Self(rawValue: "too_large_request_length")
    /// `required_parameter_missing`: 400.
    public static let requiredParameterMissing = Self(rawValue: "required_parameter_missing")
    /// `invalid_value_format`: 400.
    public static let invalidValueFormat = Self(rawValue: "invalid_value_format")
    /// `invalid_json`: 400.
    public static let invalidJSON = Self(rawValue: "invalid_json")
    /// `empty_body`: 400.
    public static let emptyBody = Self(rawValue: "empty_body")
    /// `empty_file`: 400.
    public static let emptyFile = Self(rawValue: "empty_file")
    /// `bad_multipart_content`: 400.
    public static let badMultipartContent = Self(rawValue: "bad_multipart_content")
    /// `attachments_forbidden`: 400.
    public static let attachmentsForbidden = Self(rawValue: "attachments_forbidden")
    /// `unsupported_attachment_format`: 400.
    public static let unsupportedAttachmentFormat = Self(rawValue: "unsupported_attachment_format")
    /// `validation_error`: 400.
    public static let validationError = Self(rawValue: "validation_error")
    /// `too_many_attachments`: 400.
    public static let tooManyAttachments = Self(rawValue: "too_many_attachments")
    /// `attachment_too_big`: 400.
    public static let attachmentTooBig = Self(rawValue: "attachment_too_big")
    /// `access_denied_file`: 403.
    public static let accessDeniedFile = Self(rawValue: "access_denied_file")
    /// `access_denied`: 403.
    public static let accessDenied = Self(rawValue: "access_denied")
    /// `file_is_missing`: 404.
    public static let fileIsMissing = Self(rawValue: "file_is_missing")
    /// `invalid_request_encoding`: 400.
    public static let invalidRequestEncoding = Self(rawValue: "invalid_request_encoding")
    /// `invalid_input`: 400.
    public static let invalidInput = Self(rawValue: "invalid_input")
    /// `file_limit_exceeded`: 400.
    public static let fileLimitExceeded = Self(rawValue: "file_limit_exceeded")
    /// `max_file_name_length_exceeded`: 400.
    public static let maxFileNameLengthExceeded = Self(rawValue: "max_file_name_length_exceeded")
    /// `too_many_requests`: 429.
    public static let tooManyRequests = Self(rawValue: "too_many_requests")
    /// `unknown_error`: 500.
    public static let unknownError = Self(rawValue: "unknown_error")
}
