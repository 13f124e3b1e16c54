public import PyrusFiles

/// An answer as it came over the wire.
public struct WireAnswer: Sendable {
    public let status: Int
    /// In their order and spelling.
    public let fields: [(name: String, value: String)]
    public var body: [UInt8] = []
    /// Whether the body came as whole as the head says.
    public var isWhole = true

    /// The values of a header, whatever the case of its name.
    public func values(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    public subscript(name: String) -> String? { values(name).first }

    /// The body as JSON; `nil` where it is none.
    public var json: JSON? { try? JSON(parsing: body) }

    /// The code of an error in the API's form.
    public var errorCode: String? { json?["error_code"]?.stringValue }

    /// A few words: the status, and the code of an error or the beginning of the body.
    public var summary: String {
        if let errorCode { return "\(status) \(errorCode)" }
        let text = String(decoding: body.prefix(120), as: UTF8.self)
        return text.isEmpty ? "\(status) without a body" : "\(status) \(text)"
    }
}
