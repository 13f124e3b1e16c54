// Numbers, and groups of status, are those of the enumeration that the vendor's C# client publishes. Its codes from 312
// on stand in no group: there, and where no text is known, the choice is this project's.
extension APIError.Code {
    /// Every code that the Files API is known to have, in the order of the vendor's numbers (ERROR-01).
    ///
    /// The columns: code, number, status and how it is known, text and how it is known.
    public static let definitions: [Definition] = [
        Definition(.serverError, 0, 500, .chosen, "Something went wrong on the server.", .chosen),
        Definition(.authorizationError, 100, 401, .vendor, "The request could not be authorized.", .chosen),
        // The help page misspells a word here; no recording of the English text shows whether the service does too.
        Definition(
            .tokenNotSpecified, 101, 401, .vendor,
            "The authorization token is not specified. Please specify the token in the HTTP "
                + "authorization header.", .documented),
        Definition(
            .revokedToken, 102, 401, .vendor,
            "The authorization token has been revoked. Please get a new token.", .documented),
        Definition(
            .expiredToken, 103, 401, .vendor,
            "The authorization token has expired. Please get a new token.", .documented),
        Definition(
            .invalidToken, 104, 401, .vendor,
            "The authorization token is invalid. Please verify the token or get a new one.", .documented),
        Definition(.accountBlocked, 105, 401, .vendor, "The user's account is blocked.", .chosen),
        Definition(.invalidCredentials, 106, 401, .vendor, "Invalid login/secret_key.", .recorded),
        Definition(.invalidApplicationID, 107, 401, .vendor, "The application id is not valid.", .chosen),
        Definition(
            .unrecognizedAttachmentID, 215, 400, .recorded,
            "The attachment file ID is incorrect. No file with that ID has been uploaded, or this ID "
                + "has already been used. An ID can only be used once.", .recorded),
        Definition(.noFileInRequest, 221, 400, .vendor, "The request holds no file.", .chosen),
        Definition(.tooLargeRequestLength, 222, 400, .vendor, "The file is larger than allowed.", .chosen),
        Definition(.requiredParameterMissing, 224, 400, .vendor, "A required parameter is missing.", .chosen),
        Definition(.invalidValueFormat, 225, 400, .vendor, "A value has a wrong format.", .chosen),
        Definition(.invalidJSON, 226, 400, .vendor, "The request body is not valid JSON.", .chosen),
        Definition(.emptyBody, 228, 400, .vendor, "The request body is empty.", .chosen),
        Definition(.emptyFile, 263, 400, .vendor, "The file is empty.", .chosen),
        Definition(
            .badMultipartContent, 264, 400, .vendor,
            "The request body is not well-formed multipart/form-data.", .chosen),
        Definition(.attachmentsForbidden, 273, 400, .vendor, "Files cannot be attached here.", .chosen),
        Definition(.unsupportedAttachmentFormat, 275, 400, .vendor, "Files of this format are not supported.", .chosen),
        Definition(.validationError, 276, 400, .vendor, "The request is not valid.", .chosen),
        Definition(.tooManyAttachments, 282, 400, .vendor, "The task has too many attachments.", .chosen),
        Definition(.attachmentTooBig, 289, 400, .vendor, "The attachment is too big.", .chosen),
        Definition(.accessDeniedFile, 309, 403, .vendor, "You have no access to this file.", .chosen),
        Definition(.accessDenied, 311, 403, .vendor, "You have no access to this object.", .chosen),
        Definition(.fileIsMissing, 321, 404, .vendor, "The file does not exist.", .chosen),
        Definition(.invalidRequestEncoding, 322, 400, .chosen, "The encoding of the request is not valid.", .chosen),
        Definition(.invalidInput, 323, 400, .chosen, "The input is not valid.", .chosen),
        Definition(.fileLimitExceeded, 325, 400, .chosen, "The limit of files is exceeded.", .chosen),
        Definition(.maxFileNameLengthExceeded, 330, 400, .chosen, "The file name is too long.", .chosen),
        // Without a full stop, as documented.
        Definition(
            .tooManyRequests, 400, 429, .documented,
            "You have reached the limit of requests per 10 minutes", .documented),
        // What clients make of a code that they do not know: it has no status, and no answer should carry it.
        Definition(.unknownError, 999, 500, .chosen, "The error is not known.", .chosen),
    ]
}
