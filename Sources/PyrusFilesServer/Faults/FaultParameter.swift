import PyrusFiles

/// One parameter of a kind of fault: its name, what it is, and whether the kind needs it.
struct FaultParameter: Sendable {
    enum Form: Sendable {
        case number(ClosedRange<Int64>)
        case truth
        case text
        case choice([String])
        /// A list of pairs of strings, which a header can't hold.
        case pairs
    }

    let name: String
    let form: Form
    let isRequired: Bool

    static func required(_ name: String, _ form: Form) -> Self { Self(name: name, form: form, isRequired: true) }

    static func optional(_ name: String, _ form: Form) -> Self { Self(name: name, form: form, isRequired: false) }

    /// Whether the value is what the parameter takes.
    func takes(_ value: JSON) -> Bool {
        switch form {
        case .number(let range): value.int64Value.map(range.contains) ?? false
        case .truth: value.boolValue != nil
        case .text: value.stringValue != nil
        case .choice(let choice): value.stringValue.map(choice.contains) ?? false
        case .pairs: FaultArguments.pairs(value) != nil
        }
    }

    /// The value that a text stands for, as a header has it; the text itself where it stands for none.
    func value(ofText text: String) -> JSON {
        switch form {
        case .number: Int64(text).map { .integer($0) } ?? .string(text)
        case .truth: text == "true" ? true : text == "false" ? false : .string(text)
        case .text, .choice, .pairs: .string(text)
        }
    }

    /// What would be right, as the end of a sentence.
    var expected: String {
        switch form {
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .truth: "true or false"
        case .text: "a string"
        case .choice(let choice): "one of \(choice.quoted)"
        case .pairs: "a list of pairs of strings, [[\"Name\",\"value\"]], which only JSON can give"
        }
    }
}

extension FaultParameter.Form {
    /// A place in a body, counted from 0.
    static let position = Self.number(0...1 << 40)
}

extension [String] {
    /// Each in quotes, with commas between.
    var quoted: String { map { "\"\($0)\"" }.joined(separator: ", ") }
}
