import PyrusFiles

/// The schema of a fault to be, made of the table of kinds.
enum FaultSchema {
    static let errorCode: JSON = ["type": "string", "enum": .array(APIError.Code.all.map { .string($0.rawValue) })]

    static let entry: JSON = ["anyOf": .array(FaultKind.all.map(schema))]

    private static let count: JSON = ["type": ["integer", "null"], "minimum": 0, "maximum": 1_000_000_000]

    private static func schema(of kind: FaultKind) -> JSON {
        let text: JSON = ["type": ["string", "null"], "minLength": 1]
        let operations = Operation.allCases.map { JSON.string($0.rawValue) }
        let common: JSON = [
            "kind": ["const": .string(kind.name)],
            "operation": ["enum": .array(operations + [.null])],
            "organization": text, "method": text,
            "path": ["type": ["string", "null"], "pattern": "^[/*?]", "description": "A pattern of whole paths"],
            "skip": count, "times": count,
        ]
        let own = JSON.object(kind.parameters.map { .init($0.name, schema(of: $0)) })
        let required = ["kind"] + kind.parameters.filter(\.isRequired).map(\.name)
        return [
            "title": .string(kind.name), "type": "object", "required": .array(required.map { .string($0) }),
            "properties": common.adding(own), "additionalProperties": false,
        ]
    }

    /// What may be left out may be `null` too.
    private static func schema(of parameter: FaultParameter) -> JSON {
        parameter.isRequired
            ? schema(of: parameter.form) : ["anyOf": [schema(of: parameter.form), ["type": "null"]]]
    }

    private static func schema(of form: FaultParameter.Form) -> JSON {
        switch form {
        case .number(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .truth: ["type": "boolean"]
        case .text: ["type": "string"]
        case .choice(let choice): ["enum": .array(choice.map { .string($0) })]
        case .pairs:
            [
                "type": "array",
                "items": ["type": "array", "minItems": 2, "maxItems": 2, "items": ["type": "string"]],
            ]
        }
    }
}
