import PyrusFiles

/// What goes wrong in a case on clients, as the control API takes it.
enum Faults {
    /// A fault of a kind, which happens to the first request of an operation.
    ///
    /// - Parameter times: 0 is without end.
    static func fault(
        _ kind: String, _ operation: String, times: Int64 = 1, skip: Int64 = 0,
        _ parameters: KeyValuePairs<String, JSON> = [:]
    ) -> JSON {
        .object(
            [
                JSON.Member("kind", .string(kind)), JSON.Member("operation", .string(operation)),
                JSON.Member("times", .integer(times)), JSON.Member("skip", .integer(skip)),
            ] + parameters.map { JSON.Member($0.key, $0.value) })
    }

    /// An error of the API's own.
    static func error(_ code: APIError.Code, _ operation: String, times: Int64 = 0) -> JSON {
        fault("status", operation, times: times, ["error_code": .string(code.rawValue)])
    }

    /// Any answer in the place of the service's.
    static func answer(
        _ status: Int, _ body: String, _ contentType: String = "application/json", _ operation: String,
        times: Int64 = 0,
        headers: [(String, String)] = []
    ) -> JSON {
        fault(
            "status", operation, times: times,
            [
                "status": .integer(status), "body": .string(body), "content_type": .string(contentType),
                "headers": .array(headers.map { .array([.string($0.0), .string($0.1)]) }),
            ])
    }

    /// A header of the answer in the place of the service's.
    static func header(_ name: String, _ value: String, _ operation: String, times: Int64 = 0) -> JSON {
        fault("header", operation, times: times, ["name": .string(name), "value": .string(value)])
    }
}
