import Hummingbird
import PyrusFiles

/// A request's JSON object, with typed access that names what is wrong (ERROR-03).
///
/// Members that are `null` are as if they were not there. Unknown ones are ignored.
struct JSONBody {
    let json: JSON

    init(_ json: JSON) {
        self.json = json
    }

    /// Reads a body whole, within `limit` bytes.
    ///
    /// - Throws: `empty_body`, `invalid_json`, `invalid_value_format` where it is no object,
    ///   `too_large_request_length`.
    init(reading body: IncomingBody, limit: Int) async throws {
        var bytes: [UInt8] = []
        if let declared = body.declaredLength, declared > limit { throw Self.tooLarge(limit) }
        while let piece = try await body.next() {
            guard bytes.count + piece.readableBytes <= limit else { throw Self.tooLarge(limit) }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        guard !bytes.isEmpty else { throw APIError(.emptyBody) }
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw APIError.invalidJSON(error)
        }
        guard json.objectValue != nil else { throw APIError.invalidValueFormat("body", expected: "an object") }
    }

    private static func tooLarge(_ limit: Int) -> APIError {
        .tooLargeRequestLength(limit: Int64(limit))
    }

    /// A member that is there and not `null`.
    subscript(name: String) -> JSON? {
        // Not `? nil :`, which would be JSON's own null.
        guard let member = json[name], !member.isNull else { return nil }
        return member
    }

    func string(_ name: String) throws(APIError) -> String? {
        try value(name, "a string", \.stringValue)
    }

    func integer(_ name: String) throws(APIError) -> Int64? {
        try value(name, "an integer", \.int64Value)
    }

    func bool(_ name: String) throws(APIError) -> Bool? {
        try value(name, "true or false", \.boolValue)
    }

    func array(_ name: String) throws(APIError) -> [JSON]? {
        try value(name, "a list", \.arrayValue)
    }

    /// A 32-bit id, as files have.
    func fileID(_ name: String) throws(APIError) -> Int32? {
        try value(name, "an integer of 32 bits") { $0.int64Value.flatMap(Int32.init(exactly:)) }
    }

    func required<Value>(_ name: String, _ value: Value?) throws(APIError) -> Value {
        guard let value else { throw .requiredParameterMissing(name) }
        return value
    }

    private func value<Value>(
        _ name: String, _ expected: String, _ read: (JSON) -> Value?
    ) throws(APIError) -> Value? {
        guard let member = self[name] else { return nil }
        guard let value = read(member) else { throw .invalidValueFormat(name, expected: expected) }
        return value
    }
}
