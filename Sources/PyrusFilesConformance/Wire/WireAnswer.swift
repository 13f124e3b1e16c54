import PyrusFiles

/// An answer as it came over the wire.
struct WireAnswer: Sendable {
    let status: Int
    /// In their order and spelling.
    let fields: [(name: String, value: String)]
    var body: [UInt8] = []
    /// Whether the body came as whole as the head says.
    var isWhole = true

    /// The values of a header, whatever the case of its name.
    func values(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    subscript(name: String) -> String? { values(name).first }

    /// The body as JSON; `nil` where it is none.
    var json: JSON? { try? JSON(parsing: body) }

    /// The code of an error in the API's form.
    var errorCode: String? { json?["error_code"]?.stringValue }

    /// A few words: the status, and the code of an error or the beginning of the body.
    var summary: String {
        if let errorCode { return "\(status) \(errorCode)" }
        let text = String(decoding: body.prefix(120), as: UTF8.self)
        return text.isEmpty ? "\(status) without a body" : "\(status) \(Self.visible(text))"
    }

    /// Line ends and other controls written out, as one of them may be what is wrong.
    private static func visible(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
        }.joined()
    }
}
