import HTTPTypes

/// What a head says of the message and of the connection (RFC 9110, RFC 9112).
extension HTTPRequest {
    /// The length of the body in bytes, `Int64.max` for any beyond it; `nil` for one in chunks.
    var declaredLength: Int64? {
        guard headerFields[.transferEncoding] == nil else { return nil }
        return Int64(headerFields[.contentLength] ?? "0") ?? .max
    }

    var waitsForContinue: Bool {
        headerFields[.expect]?.lowercased() == "100-continue"
    }

    var endsConnection: Bool {
        headerFields[values: .connection].contains { value in
            value.split(separator: ",").contains { $0.trimmed.lowercased() == "close" }
        }
    }
}
