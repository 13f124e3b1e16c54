// Errors whose text says more than the code's own.
extension APIError {
    /// 400: a parameter that a request needs is not there (ERROR-03).
    public static func requiredParameterMissing(_ name: String) -> APIError {
        APIError(.requiredParameterMissing, "The required parameter '\(name)' is missing.")
    }

    /// 400: a parameter is of a wrong type or form (ERROR-03).
    ///
    /// - Parameters:
    ///   - name: of the parameter.
    ///   - expected: what would be right, as the end of a sentence, such as `a whole number`.
    public static func invalidValueFormat(_ name: String, expected: String? = nil) -> APIError {
        let hint = expected.map { ": \($0) is expected" } ?? ""
        return APIError(.invalidValueFormat, "The value of '\(name)' has a wrong format\(hint).")
    }

    /// 400: a body is not JSON (ERROR-03).
    public static func invalidJSON(_ error: JSONError) -> APIError {
        APIError(.invalidJSON, "The request body is not valid JSON: \(error).")
    }

    /// 400: a body is not well-formed multipart/form-data (UPLOAD-11, LIMIT-02).
    ///
    /// - Parameter reason: what is wrong, as a sentence without its full stop
    public static func badMultipartContent(_ reason: String) -> APIError {
        APIError(.badMultipartContent, "The request body is not well-formed multipart/form-data: \(reason).")
    }

    /// 400: a file is larger than `limit` bytes (UPLOAD-09).
    public static func tooLargeRequestLength(limit: Int64) -> APIError {
        APIError(.tooLargeRequestLength, "The file is larger than the allowed \(limit) bytes.")
    }

    /// 400: a name is longer than `limit` Unicode scalars (UPLOAD-13).
    public static func maxFileNameLengthExceeded(limit: Int) -> APIError {
        APIError(.maxFileNameLengthExceeded, "The file name is longer than the allowed \(limit) characters.")
    }

    /// 400: a task would have more than `limit` attachments (ATTACH-09).
    public static func tooManyAttachments(limit: Int) -> APIError {
        APIError(.tooManyAttachments, "A task cannot have more than \(limit) attachments.")
    }

    /// 500: a fault of the server (ERROR-04).
    public static func serverError(_ message: String) -> APIError {
        APIError(.serverError, message)
    }
}
